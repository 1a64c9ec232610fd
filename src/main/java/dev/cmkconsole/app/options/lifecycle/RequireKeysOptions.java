package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.AcceptOption;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.requirekeys.RequireKeysChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of requiring customer keys. */
public final class RequireKeysOptions implements OrderOptions<RequireKeysChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @ArgGroup
    private Wish wish;

    /** Requiring keys is the likelier wish, so it need not be typed. */
    static final class Wish {
        @Option(names = "--on", description = "Require customer keys (default).")
        private boolean on;

        @Option(names = "--off", description = "Stop requiring customer keys.")
        private boolean off;
    }

    @Option(
            names = "--organization",
            description = "In every project of the organization (default: in this project alone).")
    private boolean everywhere;

    @Option(names = "--search-nodes", description = "Require the key for search nodes too.")
    private boolean searchNodes;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The resource policy to create or extend (default: " + RequireKeysChoices.NAME + ").")
    private String name;

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<RequireKeysChoices> order(EncryptionService service) {
        boolean require = wish == null || wish.on && !wish.off;
        if (!require && (name != null || searchNodes)) {
            throw new InputException("input.requireKeys.off");
        }
        var policy = name == null ? RequireKeysChoices.NAME : name;
        return new Ordered<>(
                new RequireKeysChoices(require, everywhere, searchNodes, policy, accepted.steps()), project.id());
    }
}
