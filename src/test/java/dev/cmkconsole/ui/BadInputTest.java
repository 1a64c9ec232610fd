package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.ProgramConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.LastConnection.Target;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.clusters.ClustersViewModel;
import dev.cmkconsole.ui.enable.EnableViewModel;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.settings.ConnectForm.AtlasWay;
import dev.cmkconsole.ui.settings.ConnectForm.AwsWay;
import dev.cmkconsole.ui.settings.ConnectForm.Field;
import dev.cmkconsole.ui.settings.SettingsViewModel;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalid input: the message beside the field, the kept value, and the calls needed to detect it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String GOOD = "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20";

    private Sandbox sandbox;
    private SandboxWindow w;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        sandbox = SandboxWindow.quickSandbox();
        var own = Files.createDirectory(given.resolve("window"));
        w = new SandboxWindow(
                sandbox, FileJournal.open(own.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {}), own);
    }

    @AfterAll
    void stop() {
        w.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.requestLog().clear();
    }

    private List<String> asked() {
        return sandbox.requestLog().entries().stream()
                .map(RequestLog.Entry::operation)
                .toList();
    }

    private EnableViewModel enable() {
        var model = new EnableViewModel(w.service, w.window.frame(), w.project("analytics-dev"), () -> {});
        model.open();
        return model;
    }

    /** @param asks the operation without which it cannot be known; empty where nothing needs to be asked */
    @ParameterizedTest
    @CsvSource({
        "'', Enter a key ID, ''",
        "my key, is not a key ID, ''",
        "arn:aws:kms:us-east-1:1111:key/x, not the ARN of a KMS key, ''",
        "arn:aws:s3:::bucket, not the ARN of a KMS key, ''",
        "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81, not the ARN of a KMS key, ''",
        "alias/aws/s3, is an AWS managed key, ''",
        "arn:aws:kms:us-east-1:111122223333:alias/aws/s3, is an AWS managed key, ''",
        "arn:aws-cn:kms:cn-north-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20, partition aws-cn, ''",
        "arn:aws:kms:cn-north-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20, belongs to the partition"
                + " aws-cn, ''",
        "arn:aws:kms:eu-west-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20, AWS has no key,"
                + " kms:DescribeKey",
        "8c4e1f73-95ab-4d06-be28-a1f7d3906c5e, no key 8c4e1f73-95ab-4d06-be28-a1f7d3906c5e in us-east-1,"
                + " kms:DescribeKey",
        "alias/nobody, no key alias/nobody in us-east-1, kms:DescribeKey",
        "alias/invoice-signing, not for encrypting, kms:DescribeKey",
        "alias/old, disabled, kms:DescribeKey",
        "alias/retired, scheduled for deletion, kms:DescribeKey",
        "0d7b9f16-c8e3-4a42-91d5-5fa6e2873b98, is an AWS managed key, kms:DescribeKey",
    })
    void aKeyThatCannotWork(String typed, String said, String asks) {
        var model = enable();
        model.wizardProperty().get().next();
        var page = (KeyPageViewModel) model.wizardProperty().get().page();
        page.pickingProperty().set(false);
        page.enteredProperty().set(typed);
        sandbox.requestLog().clear();
        model.wizardProperty().get().next();
        assertThat(model.wizardProperty().get().page()).isSameAs(page);
        assertThat(page.enteredErrorProperty().get()).contains(said).endsWith(".");
        assertThat(page.enteredProperty().get()).isEqualTo(typed);
        assertThat(page.problemProperty().get()).isNull();
        if (asks.isEmpty()) {
            assertThat(asked()).isEmpty();
        } else {
            assertThat(asked()).contains(asks).allMatch(o -> o.startsWith("kms:") || o.startsWith("sts:"));
        }
        page.enteredProperty().set(GOOD);
        assertThat(page.enteredErrorProperty().get())
                .as("the words go when the text changes")
                .isEmpty();
        model.wizardProperty().get().next();
        assertThat(model.wizardProperty().get().page().id()).isEqualTo("trust");
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, '', Enter a name, ''",
        "NEW, two words, is not a valid role name, ''",
        "NEW, atlas-payments, already exists, iam:GetRole",
        "EXISTING, '', Enter the ARN, ''",
        "EXISTING, atlas-payments, is not the ARN, ''",
        "EXISTING, arn:aws:iam::111122223333:user/dana, is not the ARN, ''",
        "EXISTING, arn:aws:sts::111122223333:assumed-role/admin/dana, is a role session, ''",
    })
    void aRoleThatCannotWork(RolePageViewModel.RoleOption kind, String typed, String said, String asks) {
        var model = enable();
        var page = (RolePageViewModel) model.wizardProperty().get().page();
        page.kindProperty().set(kind);
        var field = kind == RolePageViewModel.RoleOption.NEW ? page.nameProperty() : page.arnProperty();
        var error = kind == RolePageViewModel.RoleOption.NEW ? page.nameErrorProperty() : page.arnErrorProperty();
        field.set(typed);
        sandbox.requestLog().clear();
        model.wizardProperty().get().next();
        assertThat(model.wizardProperty().get().page()).isSameAs(page);
        assertThat(error.get()).contains(said);
        assertThat(field.get()).isEqualTo(typed);
        assertThat(asked()).as("only what must be asked").allMatch(o -> !asks.isEmpty() && o.startsWith("iam:"));
    }

    @ParameterizedTest
    @CsvSource({
        "'',US_EAST_1,name",
        "-x,US_EAST_1,name",
        "two words,US_EAST_1,name",
        "orders,US_EAST_1,name",
        "invoices,us-east-1,region",
        "invoices,,region"
    })
    void aNewClusterThatCannotBe(String name, String region, String field) {
        var model = new ClustersViewModel(w.service, w.window.frame(), w.project("payments-prod"), () -> {});
        model.show(w.observe("payments-prod"));
        model.openNewCluster();
        var form = model.newCluster();
        form.nameProperty().set(name);
        form.regionProperty().set(region);
        sandbox.requestLog().clear();
        model.reviewNewCluster();
        assertThat(model.stageProperty().get()).isEqualTo(ClustersViewModel.Stage.NEW_CLUSTER);
        assertThat((field.equals("name") ? form.nameErrorProperty() : form.regionErrorProperty()).get())
                .isNotBlank()
                .doesNotContain("null");
        assertThat((field.equals("name") ? form.regionErrorProperty() : form.nameErrorProperty()).get())
                .isEmpty();
        assertThat(form.nameProperty().get()).isEqualTo(name);
        assertThat(asked()).isEmpty();
    }

    private ProgramConnector connector(Map<String, String> environment) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var program = new Program(
                environment,
                Map.of("os.name", "Linux", "user.home", folder.toString()),
                nowhere,
                nowhere,
                Clock.systemUTC(),
                w.window.messages,
                new Program.Practice(100, new WaitSettings(Duration.ofMillis(100), 10, Duration.ofMillis(50))));
        return new ProgramConnector(program, new DataDirectory(folder.resolve("data"), Clock.systemUTC()));
    }

    @ParameterizedTest
    @CsvSource({
        "API_KEY, nobodyxx, wrong",
        "API_KEY, , wrong",
        "SERVICE_ACCOUNT, mdb_sa_id_000000000000000000000000, mdb_sa_sk_wrong"
    })
    void aWrongCredentialIsSaidBesideItsFieldAndWhatStandsStays(AtlasWay way, String name, String secret) {
        try (var connector = connector(Map.of())) {
            var connections = new Connections(
                    connector,
                    w.window.tasks,
                    new UnsavedSettings(ThemeChoice.LIGHT),
                    new ConnectionRequest.Practice());
            var model = new SettingsViewModel(w.window.frame(), connections);
            model.form().targetProperty().set(Target.REAL);
            model.form().baseUrlProperty().set(sandbox.atlasUri().toString());
            model.form().atlasWayProperty().set(way);
            model.form().nameProperty().set(name == null ? sandbox.apiKey().user() : name);
            model.form().awsWayProperty().set(AwsWay.NONE);
            model.connect(secret, () -> {
                throw new AssertionError("connected");
            });
            assertThat(model.problems()).containsOnlyKeys(Field.SECRET);
            assertThat(model.problems().get(Field.SECRET))
                    .contains("Check", "ecret")
                    .doesNotContain("mdb_sa_sk");
            assertThat(connections.session()).isEmpty();
            assertThat(model.connectingProperty().get()).isFalse();
            assertThat(model.form().nameProperty().get())
                    .isEqualTo(name == null ? sandbox.apiKey().user() : name);

            model.form().atlasWayProperty().set(AtlasWay.API_KEY);
            model.form().nameProperty().set(sandbox.apiKey().user());
            model.connect(sandbox.apiKey().secret(), () -> {});
            assertThat(model.problems()).isEmpty();
            assertThat(connections.session()).isPresent();
            assertThat(w.window.went.getLast()).isEqualTo(new Place.Projects());
        }
    }

    @Test
    void anUnknownProjectIsSaidWithWhatToCheck() {
        var model = new EnableViewModel(w.service, w.window.frame(), "000000000000000000000000", () -> {});
        model.open();
        var words = PlainWords.of(w.window.messages, model.problemProperty().get());
        assertThat(words.what()).contains("The project does not exist");
        assertThat(words.next()).contains("Check the project ID");
    }
}
