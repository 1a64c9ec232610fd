package dev.cmkconsole.ui.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.ui.SandboxWindow;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.plan.StepLine;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A project on access keys in a real sandbox, with methods that walk its switch from page to page. */
abstract class SwitchAtSandbox {
    static final String PROJECT = "ledger-legacy";
    static final KeyArn KEY = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab");
    static final String ROLE = "arn:aws:iam::111122223333:role/atlas-cmk-ledger-legacy";

    @TempDir
    Path dir;

    final Sandbox sandbox = Sandbox.start(
            SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(100));
    SandboxWindow w;
    SwitchViewModel model;

    @AfterEach
    void close() {
        if (w != null) {
            w.close();
        }
        sandbox.close();
    }

    WizardViewModel open() {
        return open("one");
    }

    WizardViewModel open(String computer) {
        return open(computer, true);
    }

    WizardViewModel open(String computer, boolean owner) {
        if (w != null) {
            w.close();
        }
        var folder = dir.resolve(computer);
        assertThat(folder.toFile().mkdirs() || folder.toFile().isDirectory()).isTrue();
        var journal = FileJournal.open(folder.resolve("journal.jsonl"), Clock.systemUTC(), text -> text, _ -> {});
        w = new SandboxWindow(sandbox, owner ? sandbox.apiKey() : sandbox.readOnlyKey(), journal, folder);
        model = new SwitchViewModel(w.service, w.window.frame(), w.project(PROJECT), () -> {});
        model.open();
        return model.wizardProperty().get();
    }

    String here() {
        return model.wizardProperty().get().page().id();
    }

    void next() {
        model.wizardProperty().get().next();
    }

    <P> P page(Class<P> type) {
        return type.cast(model.wizardProperty().get().page());
    }

    /** Answers the questions with the proposed values. */
    void toReview() {
        for (var page : List.of("facts", "role", "trust", "access")) {
            assertThat(here()).isEqualTo(page);
            next();
        }
        assertThat(here()).isEqualTo("review");
    }

    void toChecks() {
        toReview();
        next();
        assertThat(here()).isEqualTo("checks");
    }

    ChecksPageViewModel acceptEveryDoubt() {
        var checks = page(ChecksPageViewModel.class);
        List.copyOf(checks.doubts()).forEach(d -> checks.accept(d.id(), true));
        return checks;
    }

    void toCommit() {
        toChecks();
        acceptEveryDoubt();
        next();
        assertThat(here()).isEqualTo("commit");
    }

    void confirm() {
        page(CommitPageViewModel.class).nameProperty().set(PROJECT);
        next();
    }

    List<RequestLog.Entry> irreversible() {
        return sandbox.requestLog().of("updateEncryptionAtRest").stream()
                .filter(e -> e.method().equals("PATCH") && e.status() != 401)
                .toList();
    }

    AwsKms kms() {
        return w.observe(PROJECT).encryption().value().orElseThrow().awsKms();
    }

    List<CheckId> failing() {
        return page(ChecksPageViewModel.class).checks().reportProperty().get().with(CheckOutcome.FAIL).stream()
                .map(r -> r.id())
                .toList();
    }

    List<String> blocked() {
        return page(ReviewPageViewModel.class).plan().blocked().stream()
                .map(StepLine::note)
                .toList();
    }
}
