package org.wangge.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stable name and revision under which an event is stored. A name is never reused and never removed; a change of shape
 * raises the revision and comes with an upcaster (DESIGN.md section 4, rules 7 and 8).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StoredAs {

    /** Lower case, {@code capability.what-happened}. */
    String value();

    /** Counted from 1. */
    int revision() default 1;
}
