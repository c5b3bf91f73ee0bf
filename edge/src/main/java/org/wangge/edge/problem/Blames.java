package org.wangge.edge.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.wangge.edge.json.JsonFault;
import org.wangge.edge.json.Pointers;
import org.wangge.edge.problem.Problem.Blame;

/** Which field, parameter or header is to blame. */
final class Blames {

    private Blames() {}

    /** Faults in a bound body; {@code prefix} is the pointer of the bound thing within the body. */
    static List<Blame> of(Errors errors, String prefix) {
        List<Blame> blames = new ArrayList<>();
        for (ObjectError error : errors.getAllErrors()) {
            String pointer = error instanceof FieldError field ? Pointers.ofBindingPath(field.getField()) : "";
            blames.add(Blame.field(prefix + pointer, words(error.getDefaultMessage())));
        }
        return blames;
    }

    /** Faults of one parameter of a controller's method. */
    static List<Blame> of(ParameterValidationResult result) {
        MethodParameter parameter = result.getMethodParameter();
        String prefix = result.getContainerIndex() == null ? "" : "/" + result.getContainerIndex();
        if (result instanceof ParameterErrors errors) {
            return of(errors, prefix);
        }
        return result.getResolvableErrors().stream()
                .map(error -> blame(parameter, prefix, words(error.getDefaultMessage())))
                .toList();
    }

    static Blame of(TypeMismatchException mismatch) {
        Class<?> required = mismatch.getRequiredType();
        String detail = required == null ? "not accepted" : "expected " + JsonFault.expectation(required);
        if (mismatch instanceof MethodArgumentTypeMismatchException argument) {
            return blame(argument.getParameter(), "", detail);
        }
        String name = mismatch.getPropertyName();
        return Blame.parameter(name == null ? "" : name, detail);
    }

    private static Blame blame(MethodParameter parameter, String prefix, String detail) {
        if (parameter.hasParameterAnnotation(RequestBody.class)) {
            return Blame.field(prefix, detail);
        }
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header != null) {
            return Blame.header(named(header.name(), parameter), detail);
        }
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        if (query != null) {
            return Blame.parameter(named(query.name(), parameter), detail);
        }
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        return Blame.parameter(named(path == null ? "" : path.name(), parameter), detail);
    }

    private static String named(String declared, MethodParameter parameter) {
        if (!declared.isEmpty()) {
            return declared;
        }
        String name = parameter.getParameterName();
        return name == null ? "" : name;
    }

    private static String words(@Nullable String message) {
        return message == null ? "not accepted" : message;
    }
}
