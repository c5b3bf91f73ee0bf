package org.wangge.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

class RoomsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.wangge.query");

    /** Without it the rules below would hold for nothing at all. */
    @Test
    void theRulesSeeTheQuerySide() {
        assertThat(CLASSES.size()).isGreaterThan(60);
    }

    @Test
    void roomsDependOnEachOtherInNoCircle() {
        slices().matching("org.wangge.query.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theQuerySideKnowsNothingOfTheCommandSide() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wangge.command..")
                .check(CLASSES);
    }

    @Test
    void endpointsAreNobodyElsesBusiness() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void everyMethodThatTakesAnEventInAProjectionIsWired() {
        List<JavaMethod> handlers = CLASSES.stream()
                .filter(type -> type.getSimpleName().endsWith("Projection"))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getName().equals("on"))
                .toList();
        assertThat(handlers).hasSizeGreaterThan(45).allMatch(method -> method.isAnnotatedWith(EventHandler.class));
    }
}
