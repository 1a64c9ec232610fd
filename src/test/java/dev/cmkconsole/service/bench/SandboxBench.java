package dev.cmkconsole.service.bench;

import dev.cmkconsole.Patience;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A sandbox with a console connected to it, and a journal file of its own for every try. */
public final class SandboxBench implements AutoCloseable {
    /** No check of a key by Atlas falls into a run, however long a busy machine takes for it. */
    private static final Duration NEXT_CHECK = Duration.ofDays(365);

    public final Sandbox sandbox;
    public final SandboxedConsole connected;
    private final Path dir;
    private int journals;

    /** @param speed how much faster than real time the sandbox runs */
    public SandboxBench(String scenario, int speed, Path dir) {
        this.dir = dir;
        this.sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                .scenario(scenario)
                .speed(speed)
                .settling(Duration.ZERO));
        sandbox.switches().validityCheckSeconds = NEXT_CHECK.toSeconds();
        this.connected = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), journal(), Patience.atlas(2), Patience.aws());
    }

    /** The journal file of this try. */
    public Path file() {
        return dir.resolve("journal" + journals + ".jsonl");
    }

    public Journal journal() {
        return FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {});
    }

    /** Begins another try. */
    public void anew(String scenario) {
        sandbox.load(scenario);
        sandbox.switches().validityCheckSeconds = NEXT_CHECK.toSeconds();
        sandbox.faults().clear();
        journals++;
    }

    @Override
    public void close() {
        connected.close();
        sandbox.close();
    }
}
