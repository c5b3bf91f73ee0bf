# Two images from one file: --target command-side and --target query-side. No secret is needed to build, none is in the result.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -pl command-side,query-side -am package -DskipTests && \
    for side in command-side query-side; do \
      java -Djarmode=tools -jar $side/target/$side-*-exec.jar extract --destination /out/$side --application-filename app.jar; \
    done

FROM eclipse-temurin:25-jre AS runtime
RUN groupadd --system --gid 10001 wangge && \
    useradd --system --uid 10001 --gid wangge --home-dir /data --shell /usr/sbin/nologin wangge && \
    install -d -o wangge -g wangge -m 0700 /data
COPY docker/healthcheck /usr/local/bin/healthcheck
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -Djava.io.tmpdir=/tmp --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Ddisable-axoniq-console-message=true -Daxoniq.update-checker.skip=true" \
    SERVER_ADDRESS=0.0.0.0 \
    SERVER_PORT=8080 \
    WANGGE_DATA_DIR=/data
WORKDIR /app
USER wangge
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["healthcheck"]
ENTRYPOINT ["java", "-jar", "/app/app.jar"]

FROM runtime AS command-side
COPY --from=build /out/command-side /app
VOLUME /data

FROM runtime AS query-side
COPY --from=build /out/query-side /app
