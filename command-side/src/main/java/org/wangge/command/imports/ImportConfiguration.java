package org.wangge.command.imports;

import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;

/**
 * How uploads come in: parts go straight to the disk that the import will read them from. A form is only taken apart where an
 * endpoint asks for its parts, so that no other path can be made to spool it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportSettings.class)
class ImportConfiguration {

    private static final int IN_MEMORY = 64 * 1024;
    private static final DataSize FORM_OVERHEAD = DataSize.ofMegabytes(1);

    @Bean
    Spool spool(@Value("${wangge.data-dir:./data}") java.nio.file.Path dataDir) throws IOException {
        return new Spool(dataDir.resolve("imports"));
    }

    @Bean
    MultipartConfigElement multipartConfigElement(Spool spool, ImportSettings settings) {
        long most = settings.maxBytes().toBytes();
        return new MultipartConfigElement(spool.incoming().toString(), most, most + FORM_OVERHEAD.toBytes(), IN_MEMORY);
    }

    @Bean
    MultipartResolver multipartResolver() {
        StandardServletMultipartResolver resolver = new StandardServletMultipartResolver();
        resolver.setResolveLazily(true);
        return resolver;
    }
}
