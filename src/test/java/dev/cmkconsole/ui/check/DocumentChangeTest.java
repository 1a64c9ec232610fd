package dev.cmkconsole.ui.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.ui.SandboxWindow;
import dev.cmkconsole.ui.task.ScreenThread;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failing check's change is made and undone on the same page, with the real engine. */
class DocumentChangeTest {
    private static final RoleArn ROLE = RoleArn.of("arn:aws:iam::111122223333:role/atlas-payments");

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private SandboxWindow w;
    private CheckViewModel model;

    @BeforeEach
    void open() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                .scenario("broken-role")
                .speed(200));
        w = new SandboxWindow(
                sandbox, FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {}), dir);
        model = new CheckViewModel(w.service, w.window.frame(), w.project("payments-prod"), Optional::empty);
        model.check();
    }

    @AfterEach
    void close() {
        w.close();
        sandbox.close();
    }

    private String trust() {
        return ScreenThread.away(() -> w.service.iamRole(ROLE.name()))
                .orElseThrow()
                .trustPolicy();
    }

    private CheckOutcome verdict() {
        return model.reportProperty()
                .get()
                .result(CheckId.TRUST_POLICY)
                .orElseThrow()
                .verdict()
                .outcome();
    }

    private <T extends CheckOffer> Optional<T> offered(Class<T> kind) {
        model.lines().stream()
                .filter(l -> l.key().contains("trust-policy"))
                .findFirst()
                .ifPresent(model::select);
        return model.detailProperty().get() instanceof CheckDetail.OfCheck check
                ? check.offers().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .findFirst()
                : Optional.empty();
    }

    @Test
    void theChangeIsShownConfirmedMadeCheckedAndTakenBack() {
        var before = trust();
        assertThat(verdict()).isEqualTo(CheckOutcome.FAIL);
        var change = offered(CheckOffer.Change.class).orElseThrow();
        assertThat(change.diff()).isNotEmpty();

        model.apply(change);

        assertThat(w.window.asked)
                .singleElement()
                .satisfies(q -> assertThat(q.consequences())
                        .anyMatch(c -> c.contains("arn:aws:iam::111122223333:user/")
                                && c.contains("iam:UpdateAssumeRolePolicy")));
        assertThat(verdict()).as("checked again").isEqualTo(CheckOutcome.PASS);
        assertThat(w.journal.entries()).extracting(e -> e.what().kind()).contains(EntryKind.INTENT, EntryKind.OUTCOME);

        model.toggle(dev.cmkconsole.preflight.verdict.Group.TRUST);
        model.putBack(offered(CheckOffer.Undo.class).orElseThrow());
        assertThat(trust()).isEqualTo(before);
        assertThat(verdict()).isEqualTo(CheckOutcome.FAIL);
        assertThat(offered(CheckOffer.Undo.class))
                .as("there is nothing more to take back")
                .isEmpty();
    }

    /** Atlas finds the key usable again, and the project is read, before the change and its undo are noted. */
    @Test
    void aNewerReadingOfTheProjectMeanwhileLeavesTheCheckInSight() {
        var change = offered(CheckOffer.Change.class).orElseThrow();
        model.change().writingProperty().addListener((_, _, writing) -> {
            if (writing) {
                sandbox.advance(Duration.ofHours(1));
                model.follow(
                        ScreenThread.away(() -> w.service.observe(w.project("payments-prod"), ReadScope.CONFIGURED)));
            }
        });

        model.apply(change);

        assertThat(model.detailProperty().get()).isInstanceOfSatisfying(CheckDetail.OfCheck.class, shown -> {
            assertThat(shown.id()).isEqualTo(CheckId.TRUST_POLICY);
            assertThat(shown.offers()).hasAtLeastOneElementOfType(CheckOffer.Undo.class);
        });
    }

    @Test
    void whatSomebodyChangedMeanwhileIsNotWrittenOverAndIsSaid() {
        var change = offered(CheckOffer.Change.class).orElseThrow();
        var theirs =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
        sandbox.aws().setTrustPolicy(ROLE.toString(), theirs, false);

        model.apply(change);

        assertThat(trust()).isEqualTo(theirs);
        assertThat(w.window.tasks.reported())
                .singleElement()
                .satisfies(p -> assertThat(p.detail()).contains("changed the document since"));
        assertThat(offered(CheckOffer.Change.class))
                .as("what is proposed now")
                .hasValueSatisfying(c -> assertThat(c.document()).contains("ec2.amazonaws.com"));
    }

    @Test
    void aKeyAboutToBeDeletedIsMadeUsableAgainAtOnce() {
        var key = model.reportProperty().get().key().orElseThrow();
        w.aws.send(new AwsRequest.ScheduleKeyDeletion(key, 7));
        model.check();

        model.apply(act());
        assertThat(w.window.asked)
                .singleElement()
                .satisfies(q -> assertThat(q.consequences()).anyMatch(c -> c.contains("kms:CancelKeyDeletion")));

        assertThat(w.aws.key(new KeyReference.ByArn(key), key.region()).state().word())
                .isEqualTo("Enabled");
        assertThat(model.reportProperty()
                        .get()
                        .result(CheckId.KEY_STATE)
                        .orElseThrow()
                        .verdict()
                        .outcome())
                .isEqualTo(CheckOutcome.PASS);
        assertThat(model.lines()).as("it stays in sight").anyMatch(l -> l.key().equals("check:key-state"));
    }

    private CheckOffer.KeyStateChange act() {
        model.select(model.lines().stream()
                .filter(l -> l.key().equals("check:key-state"))
                .findFirst()
                .orElseThrow());
        return (CheckOffer.KeyStateChange)
                ((CheckDetail.OfCheck) model.detailProperty().get()).offers().getFirst();
    }
}
