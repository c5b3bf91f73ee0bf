package org.wangge.command;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * 名称: one line by which people know something. Holds a letter or a digit, neither begins nor ends with white space (the
 * ideographic space included), and has no characters that break lines, turn the direction of writing or cannot be seen at all.
 * Absence is allowed.
 */
@Constraint(validatedBy = {})
@Pattern(regexp = "[^\\p{Cntrl}\\u0080-\\u009f\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]*")
@Pattern(regexp = "(?s)(?!\\p{IsWhite_Space}).*[\\p{L}\\p{N}].*(?<!\\p{IsWhite_Space})")
@ReportAsSingleViolation
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
public @interface Name {

    String message() default
            "must be one line with a letter or digit in it, without white space at its ends or invisible characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
