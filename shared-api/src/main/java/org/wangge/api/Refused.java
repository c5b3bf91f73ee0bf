package org.wangge.api;

import java.util.List;

/** A command was refused by a rule: nothing was stored. Thrown through the command bus, shown as a problem document. */
public final class Refused extends RuntimeException {

    private final transient RefusalCode code;
    private final transient List<Fault> faults;

    /** One bad field: where it stands as a JSON pointer (RFC 6901), and what is wrong with it. */
    public record Fault(String pointer, String detail) {}

    private Refused(RefusalCode code, List<Fault> faults) {
        super(code.name() + ": " + code.english() + (faults.isEmpty() ? "" : " " + faults), null, false, false);
        this.code = code;
        this.faults = faults;
    }

    /** Refuses for a reason that no single field is to blame for. */
    public static Refused because(RefusalCode code) {
        return new Refused(code, List.of());
    }

    /** Refuses because of one field of the request, named by its JSON pointer. */
    public static Refused because(RefusalCode code, String pointer, String detail) {
        return new Refused(code, List.of(new Fault(pointer, detail)));
    }

    public RefusalCode code() {
        return code;
    }

    public List<Fault> faults() {
        return faults;
    }
}
