package org.wangge.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Looks for the method that answers a request. Spring asks the request for its HTTP method once for each of some hundred mappings,
 * through every wrapper that the filters put around it; here it is asked once.
 */
final class Endpoints extends RequestMappingHandlerMapping {

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        return super.lookupHandlerMethod(path, new OfOneMethod(request));
    }

    private static final class OfOneMethod extends HttpServletRequestWrapper {

        private final String method;

        private OfOneMethod(HttpServletRequest request) {
            super(request);
            this.method = request.getMethod();
        }

        @Override
        public String getMethod() {
            return method;
        }
    }
}
