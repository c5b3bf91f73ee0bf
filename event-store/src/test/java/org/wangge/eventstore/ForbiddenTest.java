package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.async.SequentialPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForbiddenTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.wangge");

    static Stream<ArchRule> rules() {
        return ForbiddenRules.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void nothingForbiddenIsUsed(ArchRule rule) {
        rule.check(MAIN);
    }

    /** So that the rules do not pass on nothing. */
    @Test
    void theRulesWereRunOverTheWholeModule() {
        assertThat(MAIN.stream().filter(c -> c.getPackageName().equals("org.wangge.eventstore") && c.isTopLevelClass()))
                .hasSizeGreaterThanOrEqualTo(20);
        assertThat(MAIN.stream().filter(c -> c.getPackageName().startsWith("org.wangge.api")))
                .hasSizeGreaterThanOrEqualTo(100);
        assertThat(MAIN.contain(SampleEvents.class)).isFalse();
    }

    @Test
    void xStreamIsNotOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("com.thoughtworks.xstream.XStream"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    /** Does everything that is forbidden. */
    static class Offender {
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
        Object anything = new GapAwareTrackingToken(1, java.util.List.of());

        Object sequencing = new SequentialPolicy();
        Instant when = Instant.now();
        UUID id = UUID.randomUUID();

        Object read(byte[] bytes) throws IOException, ClassNotFoundException {
            try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
                return in.readObject();
            }
        }
    }

    @Test
    void theRulesSeeAnOffender() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

        assertThat(rules().filter(rule -> rule.evaluate(offender).hasViolation()))
                .hasSize(7);
    }
}
