package org.wangge.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.junit.jupiter.api.Test;
import org.wangge.api.Command;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;

/** The rules that hold the house together. Each would fail if somebody broke it, and the first sees that there is a house. */
class ArchitectureTest {

    private static final String[] CAPABILITIES = {
        "casework", "duty", "evidence", "grid", "imports", "inspection", "people"
    };

    /** Whether there are bytes with this hash; to which grid a duty belongs. */
    private static final Set<String> MAY_ASK =
            Set.of("casework → evidence", "inspection → evidence", "inspection → duty");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ArchitectureTest::isNoTestJar)
            .importPackages("org.wangge");

    private static boolean isNoTestJar(Location location) {
        return !location.contains("-tests.jar");
    }

    /** The canary: a rule over classes that were not found would pass on nothing. */
    @Test
    void theHouseIsThere() {
        Map<String, Long> classes =
                HOUSE.stream().collect(groupingBy(each -> each.getPackageName().split("\\.")[2], counting()));
        assertThat(classes.get("api")).isGreaterThan(100);
        assertThat(classes.get("eventstore")).isGreaterThan(20);
        assertThat(classes.get("edge")).isGreaterThan(40);
        assertThat(classes.get("command")).isGreaterThan(80);
        assertThat(classes.get("query")).isGreaterThan(40);
        assertThat(classes.get("standalone")).isGreaterThan(5);
    }

    @Test
    void theSidesNeverMeet() {
        noClasses()
                .that()
                .resideInAPackage("org.wangge.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wangge.query..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("org.wangge.query..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wangge.command..")
                .check(HOUSE);
    }

    @Test
    void theLanguageKnowsNoHouse() {
        noClasses()
                .that()
                .resideInAPackage("org.wangge.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.wangge.eventstore..",
                        "org.wangge.edge..",
                        "org.wangge.command..",
                        "org.wangge.query..",
                        "org.springframework..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("org.wangge.eventstore..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.wangge.edge..", "org.wangge.command..", "org.wangge.query..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("org.wangge.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.wangge.eventstore..", "org.wangge.command..", "org.wangge.query..")
                .check(HOUSE);
    }

    /** Capabilities meet in messages, in the directory and at the desk. The exceptions stand in {@link #MAY_ASK}. */
    @Test
    void capabilitiesDoNotReachIntoOneAnother() {
        for (String one : CAPABILITIES) {
            for (String other : CAPABILITIES) {
                if (!one.equals(other) && !MAY_ASK.contains(one + " → " + other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("org.wangge.command." + one + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("org.wangge.command." + other + "..")
                            .allowEmptyShould(true)
                            .check(HOUSE);
                }
            }
        }
    }

    @Test
    void roomsDoNotTurnInCircles() {
        slices().matching("org.wangge.command.(*)..").should().beFreeOfCycles().check(HOUSE);
        slices().matching("org.wangge.query.(*)..").should().beFreeOfCycles().check(HOUSE);
        slices().matching("org.wangge.api.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void everyCommandHasExactlyOneHandler() {
        Map<String, Long> handlers = HOUSE.stream()
                .flatMap(each -> Stream.concat(each.getMethods().stream(), each.getConstructors().stream()))
                .filter(each -> each.isAnnotatedWith(CommandHandler.class))
                .collect(groupingBy(
                        (JavaCodeUnit each) ->
                                each.getRawParameterTypes().getFirst().getName(),
                        counting()));
        var commands = HOUSE.that(isLeafOf(Command.class));
        assertThat(commands.stream().count()).isGreaterThan(40);
        assertThat(commands)
                .allSatisfy(command -> assertThat(handlers.getOrDefault(command.getName(), 0L))
                        .as("handlers of " + command.getName())
                        .isEqualTo(1));
    }

    @Test
    void everyEventHasAStoredNameOfItsOwn() {
        var events = HOUSE.that(isLeafOf(Event.class));
        assertThat(events.stream().count()).isGreaterThan(50);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.isAnnotatedWith(StoredAs.class))
                        .as(event.getName())
                        .isTrue());
        assertThat(events.stream()
                        .map(event -> event.getAnnotationOfType(StoredAs.class).value()))
                .doesNotHaveDuplicates();
    }

    /** A handler that nobody wired is called by nobody: its test stays green and its feature is not there. */
    @Test
    void whatLooksLikeAHandlerIsOne() {
        methods()
                .that()
                .haveName("evolve")
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith("org.axonframework.spring.stereotype.Aggregate")
                .should()
                .beAnnotatedWith(EventSourcingHandler.class)
                .check(HOUSE);
        methods()
                .that()
                .haveName("decide")
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith("org.axonframework.spring.stereotype.Aggregate")
                .should()
                .beAnnotatedWith(CommandHandler.class)
                .check(HOUSE);
        methods()
                .that()
                .haveName("on")
                .and()
                .areDeclaredInClassesThat(resideInAPackage("org.wangge.command.."))
                .should()
                .beAnnotatedWith(EventHandler.class)
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void timeAndIdsComeFromOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.wangge.eventstore.TimeOrderedIds")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(HOUSE);
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> isLeafOf(Class<?> family) {
        Predicate<JavaClass> leaf = each -> each.isAssignableTo(family)
                && !each.isInterface()
                && !each.getModifiers().contains(JavaModifier.ABSTRACT);
        return com.tngtech.archunit.base.DescribedPredicate.describe("leaf of " + family.getSimpleName(), leaf);
    }
}
