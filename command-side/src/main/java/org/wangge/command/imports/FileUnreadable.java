package org.wangge.command.imports;

/** The file as a whole cannot be read as a table, or is larger than what is taken. The message says why, for the importer. */
final class FileUnreadable extends RuntimeException {

    FileUnreadable(String why) {
        super(why, null, false, false);
    }
}
