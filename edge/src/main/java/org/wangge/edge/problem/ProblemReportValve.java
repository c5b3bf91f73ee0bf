package org.wangge.edge.problem;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Tomcat's own errors, such as a request line that it cannot read: problems too, instead of pages. Made by Tomcat by name. */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem =
                Problem.of(ProblemKind.ofStatus(status), null, List.of()).withStatus(status);
        // Words and numbers of ours only: nothing that needs escaping.
        String json = """
                {"type":"%s","title":"%s","titleZh":"%s","status":%d}""".formatted(problem.type(), problem.title(), problem.titleZh(), status);
        try {
            response.setContentType(Problem.MEDIA_TYPE);
            response.setCharacterEncoding("UTF-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(json);
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("nobody there to read of the error", gone);
        }
    }
}
