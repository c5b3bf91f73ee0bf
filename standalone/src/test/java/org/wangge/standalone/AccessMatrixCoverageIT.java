package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import org.wangge.edge.access.AccessMatrix;

/** Whoever adds an endpoint says who may use it; whoever removes one takes its line out of the matrix. */
class AccessMatrixCoverageIT {

    private final AccessMatrix matrix = RunningStandalone.context().getBean(AccessMatrix.class);

    /** Of both sides and of what describes them; Spring's own error page is reached by nobody from outside. */
    private static List<String> mappings() {
        Map<RequestMappingInfo, HandlerMethod> handlers = RunningStandalone.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods();
        List<String> mappings = new ArrayList<>();
        handlers.forEach((info, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("org.springframework.boot")) {
                return;
            }
            for (String path : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    mappings.add(method.name() + " " + path);
                }
            }
        });
        return mappings;
    }

    @Test
    void everyMappingHasALine() {
        assertThat(mappings()).hasSizeGreaterThan(60).allSatisfy(mapping -> {
            String[] parts = mapping.split(" ", 2);
            assertThat(matrix.covers(parts[0], parts[1])).as(mapping).isTrue();
        });
    }

    @Test
    void everyLineForACommandHasAMapping() {
        List<String> commands = mappings().stream()
                .filter(mapping -> mapping.startsWith("POST "))
                .toList();
        List<String> lines =
                matrix.lines().stream().filter(line -> line.startsWith("POST ")).toList();
        assertThat(lines).hasSizeGreaterThan(30).allSatisfy(line -> {
            var pattern = PathPatternParser.defaultInstance.parse(line.substring("POST ".length()));
            assertThat(commands)
                    .as(line)
                    .anyMatch(mapping -> pattern.matches(PathContainer.parsePath(
                            mapping.substring("POST ".length()).replaceAll("\\{[^/]*}", "x"))));
        });
    }
}
