package dev.cmkconsole.app.tour;

import dev.cmkconsole.app.wiring.Program;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Implements {@code tour}: demonstrates the program without a display. */
@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        description = "Enable a project and encrypt its clusters in practice mode, and save a picture of every screen."
                + " Needs no display.")
public final class TourCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tour",
            description = "Folder for the pictures, tour.json and the data (default: ${DEFAULT-VALUE}).")
    private Path out;

    private final Program program;

    public TourCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        return new Tour(program, out).run();
    }
}
