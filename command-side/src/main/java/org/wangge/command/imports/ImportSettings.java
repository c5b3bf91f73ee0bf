package org.wangge.command.imports;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of imports, under {@code wangge.imports}.
 *
 * @param maxBytes of an uploaded file; more is refused with 413
 * @param maxUnpackedBytes of what comes out of a gzip file or a workbook
 * @param maxRows of one table
 * @param maxLogRows of a table whose rows are gathered by case, in memory: about half a kilobyte each
 * @param parallel commands on their way at a time; they share the log's group commits
 * @param maxWaiting imports that wait for their turn; more are refused with 429
 */
@ConfigurationProperties("wangge.imports")
record ImportSettings(
        @DefaultValue("512MB") DataSize maxBytes,
        @DefaultValue("2GB") DataSize maxUnpackedBytes,
        @DefaultValue("1000000") long maxRows,
        @DefaultValue("200000") long maxLogRows,
        @DefaultValue("32") int parallel,
        @DefaultValue("20") int maxWaiting) {}
