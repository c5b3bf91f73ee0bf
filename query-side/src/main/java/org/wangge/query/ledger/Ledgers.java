package org.wangge.query.ledger;

/** The views behind the ledgers, for other questions that are answered from them. */
public final class Ledgers {

    /** Cases, in {@code case_version} and {@code case_overdue}. */
    public static final String CASES = "cases";

    /** Inspections, in {@code inspection}. */
    public static final String INSPECTIONS = "inspections";

    private Ledgers() {}
}
