package org.wangge.edge.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.wangge.edge.problem.Problem.Blame;
import tools.jackson.core.JacksonException;

/** What a controller or Spring MVC throws becomes a problem document. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> whateverElse(Exception thrown, WebRequest request) {
        return answer(Diagnosis.of(thrown), new HttpHeaders(), request);
    }

    /** Half an upload, a broken boundary: the caller's fault, not ours. Too large is told apart by Spring. */
    @ExceptionHandler(MultipartException.class)
    @Nullable
    ResponseEntity<Object> brokenMultipart(MultipartException broken, WebRequest request) {
        Problem problem = Problem.of(ProblemKind.MALFORMED_REQUEST, "The multipart body cannot be read.", List.of());
        return answer(Diagnosis.Finding.of(problem), new HttpHeaders(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(Blames.of(invalid.getBindingResult(), ""), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (invalid.isForReturnValue()) {
            return answer(Diagnosis.Finding.of(Diagnosis.internal(invalid)), headers, request);
        }
        List<Blame> blames = new ArrayList<>();
        invalid.getParameterValidationResults().forEach(result -> blames.addAll(Blames.of(result)));
        return invalid(blames, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return answer(Diagnosis.Finding.of(Diagnosis.ofJson(json)), headers, request);
            }
        }
        Blame blame = Blame.field("", "a JSON body is required");
        return answer(
                Diagnosis.Finding.of(Problem.of(ProblemKind.MALFORMED_JSON, null, List.of(blame))), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotWritable(
            HttpMessageNotWritableException unwritable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(Diagnosis.of(unwritable), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return invalid(List.of(Blame.parameter(missing.getParameterName(), "is required")), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestPart(
            MissingServletRequestPartException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return invalid(List.of(Blame.parameter(missing.getRequestPartName(), "is required")), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingPathVariable(
            MissingPathVariableException missing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // A path variable that the mapping lacks is a fault of ours.
        return answer(Diagnosis.Finding.of(Diagnosis.internal(missing)), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException unbound, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Blame> blames = unbound instanceof MissingRequestHeaderException missing
                ? List.of(Blame.header(missing.getHeaderName(), "is required"))
                : List.of();
        return invalid(blames, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(List.of(Blames.of(mismatch)), headers, request);
    }

    /** Everything else that Spring MVC itself finds: 404, 405, 406, 413, 415, 503, and what a controller gave a status to. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception thrown, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.value() == 500) {
            return answer(Diagnosis.of(thrown), headers, request);
        }
        Problem problem = Problem.of(ProblemKind.ofStatus(status.value()), null, List.of())
                .withStatus(status.value());
        return answer(Diagnosis.Finding.of(problem), headers, request);
    }

    private @Nullable ResponseEntity<Object> invalid(List<Blame> blames, HttpHeaders headers, WebRequest request) {
        return answer(Diagnosis.Finding.of(Problem.of(ProblemKind.INVALID_REQUEST, null, blames)), headers, request);
    }

    private static @Nullable ResponseEntity<Object> answer(
            Diagnosis.Finding finding, HttpHeaders given, WebRequest request) {
        ServletWebRequest servlet = (ServletWebRequest) request;
        if (servlet.getResponse() != null && servlet.getResponse().isCommitted()) {
            log.debug("the answer was already on its way: {}", finding.problem());
            return null;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(given);
        HttpServletRequest raw = servlet.getRequest();
        ProblemWriter.headers(raw, finding.problem(), finding.retryAfter(), headers::set);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return ResponseEntity.status(finding.problem().status())
                .headers(headers)
                .body(finding.problem());
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    @Nullable
    ResponseEntity<Object> wrongParameter(MethodArgumentTypeMismatchException mismatch, WebRequest request) {
        return invalid(List.of(Blames.of(mismatch)), new HttpHeaders(), request);
    }
}
