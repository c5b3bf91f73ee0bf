package org.wangge.query.reconstruction;

/** Reads a reconstruction from the views. */
final class Reconstructor {

    /** At most so many lines of a section are listed; its total says how many there are. */
    static final int LONGEST_SECTION = 500;

    private Reconstructor() {}
}
