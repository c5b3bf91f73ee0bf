package org.wangge.edge.json;

import java.time.Instant;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Times in queries are written as in bodies. */
public final class QueryTimes implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        // A lambda would hide from Spring what it converts.
        registry.addConverter(new Converter<String, Instant>() {
            @Override
            public Instant convert(String text) {
                return Instants.parseFromQuery(text);
            }
        });
    }
}
