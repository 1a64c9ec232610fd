package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the search nodes procedure. */
public final class SearchNodeOptions implements OrderOptions<SearchNodeChoices> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
    private String project;

    @ArgGroup(multiplicity = "1")
    private Wish wish;

    /** One of the two must be typed, because neither is the more likely wish. */
    static final class Wish {
        @Option(names = "--on", required = true, description = "Encrypt search nodes with the project's key.")
        private boolean on;

        @Option(names = "--off", required = true, description = "Stop encrypting search nodes with the project's key.")
        private boolean off;
    }

    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks with an unknown result that you accept.")
    private List<String> accepted = List.of();

    @Override
    public Ordered<SearchNodeChoices> order(EncryptionService service) {
        return new Ordered<>(
                new SearchNodeChoices(wish.on && !wish.off, RoleOptions.steps(accepted)), Project.checkId(project));
    }
}
