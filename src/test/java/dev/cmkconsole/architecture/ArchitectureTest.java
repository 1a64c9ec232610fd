package dev.cmkconsole.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.cmkconsole.Alongside;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which package may depend on which: the arrows of {@code docs/architecture.md}, each with its reason. */
@Alongside
class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> holds() {
        return Rules.of(ArchitectureTest.class);
    }

    private static final String ROOT = "dev.cmkconsole";
    private static final String[] CORE = in("model", "policy", "procedure", "preflight", "report", "service");
    private static final String[] ADAPTERS = in("atlas", "aws", "store", "journal");

    /**
     * Parts of {@code ui} that every screen may build on. Every other package under {@code ui} is a screen.
     * {@code access} belongs here because enabling, switching and rotating ask the same questions about the role.
     * {@code check} belongs here because checks before an irreversible step look as they do under their own tab.
     */
    private static final String[] SHARED_UI = {
        ROOT + ".ui",
        ROOT + ".ui.shell..",
        ROOT + ".ui.wizard..",
        ROOT + ".ui.task..",
        ROOT + ".ui.dialog..",
        ROOT + ".ui.theme..",
        ROOT + ".ui.view..",
        ROOT + ".ui.nav..",
        ROOT + ".ui.plan..",
        ROOT + ".ui.access..",
        ROOT + ".ui.check.."
    };

    // Arrows between packages

    static final ArchRule model = knowsOnly(
            "model",
            "the words of the field, and the ports the core asks its questions through, must stay readable alone",
            "model");

    static final ArchRule policy = knowsOnly(
            "policy",
            "IAM and KMS policies are rules of AWS, not of this program: evaluating one must not need us",
            "policy");

    static final ArchRule io = knowsOnly(
            "io",
            "how a file is replaced or a digest made must not depend on what is in it; the core writes through ports"
                    + " and does not know it either",
            "io");

    static final ArchRule secret =
            knowsOnly("secret", "a secret must not be able to reach anything that writes", "secret");

    static final ArchRule procedure = knowsOnly(
            "procedure",
            "planners are pure functions of a snapshot and judge access as the checks do; the runner acts through"
                    + " ports",
            "procedure",
            "preflight",
            "model",
            "policy");

    static final ArchRule engineKnowsNoProcedure = noClasses()
            .that()
            .resideInAnyPackage("..procedure.plan..", "..procedure.run..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".procedure..")
                    .and(not(resideInAnyPackage("..procedure.plan..", "..procedure.run.."))))
            .because("plans and runs are the same for every procedure; one that the engine knows by name is one that"
                    + " cannot be added or removed alone");

    static final ArchRule preflight = knowsOnly(
            "preflight", "a check judges what was observed; it performs nothing", "preflight", "model", "policy");

    static final ArchRule report = knowsOnly(
            "report",
            "a report is told from journal entries alone, so that it can be made years later, on another computer, by"
                    + " another version",
            "report",
            "model");

    static final ArchRule service = knowsOnly(
            "service",
            "the one door of the screens stands on the core and on ports, never on an adapter",
            "service",
            "procedure",
            "preflight",
            "report",
            "model",
            "policy");

    static final ArchRule text = knowsOnly("text", "words explain the model; they decide nothing", "text", "model");

    static final ArchRule atlas = adapter("atlas");

    static final ArchRule aws = adapter("aws");

    static final ArchRule network = knowsOnly(
            "network", "what sends must not know what it sends or whom it serves", "network", "model", "secret");

    static final ArchRule store = adapter("store");

    static final ArchRule journal = adapter("journal");

    static final ArchRule screensAndFrame = knowsOnly(
            "ui",
            "a screen that talks to Atlas, AWS, the journal or the cache by itself escapes plan and record",
            "ui",
            "service",
            "procedure",
            "preflight",
            "report",
            "policy",
            "model",
            "secret",
            "text",
            "connection",
            "io");

    static final ArchRule connection = knowsOnly(
            "connection",
            "what the window asks of the wiring and gets from it, so that neither knows the other",
            "connection",
            "service",
            "model",
            "secret");

    static final ArchRule sandboxSimulates = noClasses()
            .that()
            .resideInAPackage(ROOT + ".sandbox..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    concat(in("procedure", "preflight", "service", "atlas", "aws", "store", "journal", "ui", "app"))))
            .allowEmptyShould(true)
            .because("a simulation built from the code it stands in for would agree with that code's mistakes");

    static final ArchRule sandboxOnlyFromApp = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".sandbox..", ROOT + ".app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".sandbox..")
            .allowEmptyShould(true)
            .because("practice mode is the real program: only the wiring may know whom it talks to");

    static final ArchRule nobodyKnowsTheWiring = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".app..")
            .allowEmptyShould(true)
            .because("objects are given what they need by their constructors");

    static final ArchRule launcherKnowsOnlyApp = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(ROOT, ROOT + ".app..")))
            .because("the entry point must load before anything else does, and fast");

    static final ArchRule screensDoNotKnowEachOther = slices().matching(ROOT + ".ui.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(ROOT + ".ui.."), resideInAnyPackage(SHARED_UI))
            .allowEmptyShould(true)
            .because("screens meet in the frame and in the service; otherwise removing one breaks another");

    static final ArchRule sharedUiKnowsNoScreen = noClasses()
            .that()
            .resideInAnyPackage(SHARED_UI)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".ui..").and(not(resideInAnyPackage(SHARED_UI))))
            .allowEmptyShould(true)
            .because("a new screen adds files; the frame learns of it from the wiring");

    static final ArchRule noCycles = slices().assignedFrom(new EveryPackage())
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other, a parent and its child included, are one package");

    static final ArchRule changesGoThroughTheRunner = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".procedure..", ROOT + ".atlas..", ROOT + ".aws..")
            .should()
            .callMethodWhere(target(name("send"))
                    .and(target(owner(assignableTo(ROOT + ".model.port.AtlasGateway")
                            .or(assignableTo(ROOT + ".model.port.AwsGateway"))))))
            .because("only the runner writes an intent before a request and looks afterwards; a change sent past it is"
                    + " one nobody remembers");

    static final ArchRule onlyTheRunnerWritesHistory = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".procedure..", ROOT + ".journal..")
            .should()
            .callMethodWhere(target(name("append")).and(target(owner(assignableTo(ROOT + ".model.port.Journal")))))
            .because("the journal tells what was done, and doing happens in one place");

    static final ArchRule viewsAskTheirViewModel = noClasses()
            .that()
            .resideInAPackage(ROOT + ".ui..")
            .and()
            .haveSimpleNameEndingWith("View")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ROOT + ".service.EncryptionService")
            .allowEmptyShould(true)
            .because(
                    "a view binds and moves focus; what it would decide by itself no test without a toolkit could see");

    // Libraries stay behind the package that hides them

    static final ArchRule coreWithoutToolkit = noClasses()
            .that()
            .resideInAnyPackage(concat(CORE, ADAPTERS, in("secret", "sandbox", "text")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "com.sun.javafx..", "java.awt..", "javax.swing..")
            .allowEmptyShould(true)
            .because("the engine also runs without a window, and its tests without a toolkit");

    static final ArchRule viewModelsWithoutControls = classes()
            .that()
            .haveSimpleNameEndingWith("ViewModel")
            .should()
            .onlyDependOnClassesThat(resideOutsideOfPackage("javafx..")
                    .or(resideInAnyPackage("javafx.beans..", "javafx.collections..", "javafx.util..")))
            .allowEmptyShould(true)
            .because("a view model is tested without a toolkit; what shows it is the view's business");

    static final ArchRule awsSdk = onlyIn(
            "the AWS SDK is one adapter's detail, and its objects print credentials",
            "aws",
            "software.amazon.awssdk..");

    static final ArchRule httpClient = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".network..", ROOT + ".atlas..", ROOT + ".sandbox.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..", "java.net.http..")
            .because("limits, proxies and trusted certificates are decided in one place; Atlas also signs with the"
                    + " library's digest; the sandbox's server speaks the library's HTTP");

    static final ArchRule theSandboxIsNoClient = noClasses()
            .that()
            .resideInAPackage(ROOT + ".sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc.client5..", "java.net.http..")
            .because("the sandbox answers requests and sends none");

    static final ArchRule sql = onlyIn(
            "the cache can be dropped and rebuilt only while nobody else knows its tables",
            "store",
            "java.sql..",
            "javax.sql..",
            "org.h2..");

    static final ArchRule commandLine = onlyIn("arguments are read once, at the edge", "app", "picocli..");

    static final ArchRule look =
            onlyIn("controls and icons belong to the window", "ui", "atlantafx..", "org.kordamp..", "org.controlsfx..");

    static final ArchRule jsonOutsideModelAndWindow = noClasses()
            .that()
            .resideInAnyPackage(concat(in("model", "ui")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .allowEmptyShould(true)
            .because("a wire format must not become the shape of the program's own words");

    static final ArchRule draftsAndPermissionsInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".io..")
            .should()
            .callMethodWhere(
                    target(owner(assignableTo(java.nio.file.Files.class))).and(target(name("createTempFile"))))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(java.nio.file.attribute.PosixFilePermissions.class.getName())
            .because("a draft that each place writes in its own way is durable in some places and open to all in"
                    + " others");

    private static ArchRule adapter(String name) {
        return knowsOnly(
                name,
                "an adapter translates one outside system into the model and knows no other adapter",
                name,
                "model",
                "policy",
                "secret",
                "network",
                "io");
    }

    private static ArchRule knowsOnly(String name, String because, String... known) {
        return classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(in(known))))
                .allowEmptyShould(true)
                .because(because);
    }

    private static ArchRule onlyIn(String because, String home, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .allowEmptyShould(true)
                .because(because);
    }

    private static String[] in(String... names) {
        return java.util.Arrays.stream(names)
                .map(name -> ROOT + "." + name + "..")
                .toArray(String[]::new);
    }

    private static String[] concat(String[]... parts) {
        return java.util.Arrays.stream(parts).flatMap(java.util.Arrays::stream).toArray(String[]::new);
    }

    /** Every package is a separate slice, so a cycle between a package and its subpackages is found as well. */
    private static final class EveryPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "every package by itself";
        }
    }
}
