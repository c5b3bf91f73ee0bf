package org.wangge.command.imports;

import java.util.List;

/**
 * 进度: how far an import has got, in all and step by step. What one step's row led to counts once: it was accepted, was there
 * already, or was rejected.
 *
 * @param rows of the table that have been read, in the first pass
 */
record Progress(long rows, long accepted, long unchanged, long rejected, List<OfStep> steps) {

    record OfStep(String target, long accepted, long unchanged, long rejected) {}

    static final Progress NONE = new Progress(0, 0, 0, 0, List.of());
}
