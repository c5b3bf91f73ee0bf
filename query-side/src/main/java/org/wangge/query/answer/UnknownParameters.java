package org.wangge.query.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.wangge.edge.problem.RequestProblem;

/** Refuses query parameters that a query does not have: a misspelt filter must not silently answer for everything. */
public final class UnknownParameters implements HandlerInterceptor {

    private static final String QUERY_SIDE = "org.wangge.query";

    private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().startsWith(QUERY_SIDE)) {
            Set<String> names = known.computeIfAbsent(method, UnknownParameters::namesOf);
            for (String name : request.getParameterMap().keySet()) {
                if (!names.contains(name)) {
                    throw RequestProblem.parameter(
                            name,
                            "is unknown here; known are "
                                    + names.stream().sorted().collect(Collectors.joining(", ")));
                }
            }
        }
        return true;
    }

    private static Set<String> namesOf(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(UnknownParameters::nameOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String nameOf(MethodParameter parameter) {
        RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
        if (declared != null && !declared.name().isEmpty()) {
            return declared.name();
        }
        String name = parameter.getParameter().getName();
        return name;
    }
}
