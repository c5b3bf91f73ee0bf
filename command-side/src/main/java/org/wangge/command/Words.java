package org.wangge.command;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** 说明: text of any number of lines that says something, that is, holds a letter or a digit. Absence is allowed. */
@Constraint(validatedBy = {})
@Pattern(regexp = "(?s).*[\\p{L}\\p{N}].*")
@ReportAsSingleViolation
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
public @interface Words {

    String message() default "must say something: it holds neither a letter nor a digit";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
