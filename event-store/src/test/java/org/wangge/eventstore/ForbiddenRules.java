package org.wangge.eventstore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** What no program of Wangge does with events, time and ids, as rules that every module's tests can run over its own classes. */
public final class ForbiddenRules {

    private ForbiddenRules() {}

    public static List<ArchRule> all() {
        return List.of(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.thoughtworks.xstream..")
                        .because("events are JSON under registered names"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("org.axonframework.serialization.JavaSerializer")
                        .orShould()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("org.axonframework.serialization.xml.XStreamSerializer")
                        .orShould()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("java.io.ObjectInputStream")
                        .orShould()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("java.io.ObjectOutputStream")
                        .because("Java serialisation runs what it reads"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveSimpleName("JsonTypeInfo")
                        .orShould()
                        .dependOnClassesThat()
                        .haveSimpleName("PolymorphicTypeValidator")
                        .orShould()
                        .dependOnClassesThat()
                        .haveSimpleName("BasicPolymorphicTypeValidator")
                        .because("class names in data let the data choose what is instantiated"),
                noFields().should().beAnnotatedWith("com.fasterxml.jackson.annotation.JsonTypeInfo"),
                noClasses()
                        .should()
                        .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                                        "activateDefaultTyping.*|enableDefaultTyping.*|polymorphicTypeValidator")))
                        .because("default typing is the same by another door"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveSimpleName("GapAwareTrackingToken")
                        .because("gaps are not tracked here, there are none"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveSimpleName("SequentialPolicy")
                        .because("it holds the order by identity hash; PerStream is ours"),
                noClasses()
                        .should()
                        .callMethod(java.time.Instant.class, "now")
                        .orShould()
                        .callMethod(java.time.LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(java.time.OffsetDateTime.class, "now")
                        .orShould()
                        .callMethod(java.time.ZonedDateTime.class, "now")
                        .orShould()
                        .callMethod(java.time.LocalDate.class, "now")
                        .because("there is one clock, and it is a bean"),
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName("org.wangge.eventstore.TimeOrderedIds")
                        .should()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(java.util.UUID.class, "randomUUID")
                        .because("only TimeOrderedIds makes ids"));
    }
}
