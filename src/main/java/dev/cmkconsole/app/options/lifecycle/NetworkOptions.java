package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.AcceptOption;
import dev.cmkconsole.app.options.DoneOption;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.network.NetworkChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of private networking. */
public final class NetworkOptions implements OrderOptions<NetworkChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @ArgGroup(multiplicity = "1")
    private Wish wish;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            split = ",",
            description =
                    "Regions in which endpoints are created or deleted (default: every region in which the project's"
                            + " clusters stand, or all endpoints). With --off and --region, private networking stays"
                            + " required.")
    private List<String> regions = List.of();

    @Option(names = "--access-by-hand", description = "Make the AWS changes yourself.")
    private boolean byHand;

    @Mixin
    private DoneOption done = new DoneOption();

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    /** One of the two must be typed, because neither is the more likely wish. */
    static final class Wish {
        @Option(
                names = "--on",
                required = true,
                description = "Let Atlas reach the project's key through private endpoints only.")
        private boolean on;

        @Option(
                names = "--off",
                required = true,
                description = "Delete the endpoints and let Atlas reach the key over public addresses.")
        private boolean off;
    }

    @Override
    public Ordered<NetworkChoices> order(EncryptionService service) {
        var id = project.id();
        boolean on = wish.on && !wish.off;
        var choices = NetworkChoices.of(on)
                .in(regions.stream().map(AwsRegion::of).collect(Collectors.toSet()))
                .withAccessBy(byHand ? Actor.USER : Actor.CONSOLE)
                .withDoneByHand(done.steps())
                .withAccepted(accepted.steps());
        return new Ordered<>(on ? choices.replacing(failed(service, id)) : choices, id);
    }

    /** Whoever orders the plan has seen these fail, or sees it in the plan. */
    private static Set<String> failed(EncryptionService service, String id) {
        return service
                .observe(id, ReadScope.CONFIGURED.with(ReadScope.More.KMS_ENDPOINTS))
                .setup()
                .endpoints()
                .value()
                .orElse(List.of())
                .stream()
                .filter(KmsEndpoint::failed)
                .map(KmsEndpoint::id)
                .collect(Collectors.toSet());
    }
}
