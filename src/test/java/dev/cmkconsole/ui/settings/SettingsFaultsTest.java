package dev.cmkconsole.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.service.Identity;
import dev.cmkconsole.ui.FaultyAnswer;
import dev.cmkconsole.ui.SandboxWindow;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests a connection whose answers fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsFaultsTest {
    private Sandbox sandbox;
    private SandboxWindow patient;
    private SandboxWindow hurried;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        sandbox = SandboxWindow.quickSandbox();
        patient = new SandboxWindow(sandbox, journal(folder.resolve("patient")), folder.resolve("patient"));
        hurried = SandboxWindow.hurried(sandbox, journal(folder.resolve("hurried")), folder.resolve("hurried"));
    }

    private static FileJournal journal(Path folder) throws IOException {
        return FileJournal.open(
                Files.createDirectory(folder).resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {});
    }

    @AfterAll
    void stop() {
        patient.close();
        hurried.close();
        sandbox.close();
    }

    static Stream<Arguments> signingIn() {
        return Stream.of("getSystemStatus", "sts:GetCallerIdentity")
                .flatMap(operation -> Stream.of(FaultyAnswer.values())
                        .filter(t -> t != FaultyAnswer.SERVER_FAULT_AFTER)
                        .map(trouble -> Arguments.of(operation, trouble)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("signingIn")
    void testingTheConnectionSaysWhichPartFailsAndWhatToDo(String operation, FaultyAnswer trouble) {
        var w = trouble == FaultyAnswer.TOO_SLOW ? hurried : patient;
        var model = new SettingsViewModel(
                w.window.frame(),
                new Connections(
                        new Tried(w),
                        w.window.tasks,
                        new UnsavedSettings(ThemeChoice.LIGHT),
                        new ConnectionRequest.Practice()));
        try {
            trouble.inject(sandbox, operation, 0);
            model.test("");
        } finally {
            sandbox.faults().clear();
        }
        var said = report(model);
        assertThat(said).contains(w.window.messages.get("settings.trial.fails"));
        assertThat(said)
                .doesNotContainPattern("\\b\\w+(\\.\\w+)*(Exception|Error)\\b")
                .doesNotContain("may have taken effect");
        assertThat(said).as("a next step").containsAnyOf("again", "Check", "Wait");
        model.test("");
        assertThat(report(model)).doesNotContain(w.window.messages.get("settings.trial.fails"));
    }

    private static String report(SettingsViewModel model) {
        return model.trial().stream()
                .map(l -> l.badge().word() + ": " + l.text() + " " + l.next().orElse(""))
                .collect(Collectors.joining("\n"));
    }

    /** Tries the current entries. */
    private record Tried(SandboxWindow window) implements Connector {
        @Override
        public Session connect(ConnectionRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Identity tryOut(ConnectionRequest request) {
            return window.service.identity();
        }

        @Override
        public Session resetPractice() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Variable> variables() {
            return List.of();
        }

        @Override
        public List<String> awsProfiles() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
