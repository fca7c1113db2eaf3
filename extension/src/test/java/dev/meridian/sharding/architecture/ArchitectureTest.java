package dev.meridian.sharding.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final String ROOT = "dev.meridian.sharding";
    private static final String CUSTOMIZER = ROOT + ".ShardingCustomizer";

    /** A room may import the rooms before it in this list, and no other. */
    private static final List<String> ROOMS = List.of(
            "message",
            "model",
            "constraint",
            "analysis",
            "routing",
            "gather",
            "plan",
            "execution",
            "identity",
            "write",
            "schema",
            "observe",
            "eclipselink");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    static Stream<String> rooms() {
        return ROOMS.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_importsOnlyRoomsAboveIt(String room) {
        String[] below = ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size()).stream()
                .map(ArchitectureTest::inRoom)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(inRoom(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(below)
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void internalClass_livesInARoom() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".internal..")
                .should()
                .resideInAnyPackage(rooms().map(ArchitectureTest::inRoom).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void publicVocabulary_importsNothingInternal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".internal..")
                .and(areNotTheCustomizer())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".internal..")
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void wiring_isImportedByTheCustomizerOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inRoom("eclipselink"))
                .and(areNotTheCustomizer())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inRoom("eclipselink"))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"constraint", "routing", "gather"})
    void pureRoom_knowsNothingOfEclipseLink(String room) {
        noClasses()
                .that()
                .resideInAPackage(inRoom(room))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.persistence..")
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void everyPackage_isNullMarked() {
        List<String> unmarked = PRODUCTION.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();

        assertThat(PRODUCTION).isNotEmpty();
        assertThat(unmarked).isEmpty();
    }

    @Test
    void noClass_writesToStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(PRODUCTION);
    }

    @Test
    void noClass_printsAStackTrace() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "it is printStackTrace",
                        call -> call.getTarget().getName().equals("printStackTrace")))
                .check(PRODUCTION);
    }

    @Test
    void noClass_usesJavaUtilLogging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(PRODUCTION);
    }

    @Test
    void staticField_isFinal() {
        fields().that().areStatic().should().beFinal().allowEmptyShould(true).check(PRODUCTION);
    }

    @Test
    void staticField_holdsNoState() {
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(JavaClass.Predicates.assignableTo(ConcurrentMap.class))
                .orShould()
                .haveRawType(JavaClass.Predicates.assignableTo(ThreadLocal.class))
                .orShould()
                .haveRawType(JavaClass.Predicates.resideInAPackage("java.util.concurrent.."))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    private static String inRoom(String room) {
        return ROOT + ".internal." + room + "..";
    }

    private static DescribedPredicate<JavaClass> areNotTheCustomizer() {
        return DescribedPredicate.describe(
                "are not the session customizer",
                candidate -> !candidate.getName().equals(CUSTOMIZER)
                        && !candidate.getName().startsWith(CUSTOMIZER + "$"));
    }
}
