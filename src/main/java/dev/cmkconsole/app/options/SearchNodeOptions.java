package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the search nodes procedure. */
public final class SearchNodeOptions implements OrderOptions<SearchNodeChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @ArgGroup(multiplicity = "1")
    private Wish wish;

    /** One of the two must be typed, because neither is the more likely wish. */
    static final class Wish {
        @Option(names = "--on", required = true, description = "Encrypt search nodes with the project's key.")
        private boolean on;

        @Option(names = "--off", required = true, description = "Stop encrypting search nodes with the project's key.")
        private boolean off;
    }

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<SearchNodeChoices> order(EncryptionService service) {
        return new Ordered<>(new SearchNodeChoices(wish.on && !wish.off, accepted.steps()), project.id());
    }
}
