package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Organization;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Who acts here: towards Atlas and towards AWS. Either may be unknown while the other works. */
public record Identity(Observed<SignedIn> atlas, Observed<List<Organization>> organizations, Observed<AwsCaller> aws) {

    /** Asks both services who we are. Never throws for what they say. */
    public static Identity read(AtlasGateway atlas, AwsGateway aws, Clock clock) {
        return new Identity(
                observed(atlas::whoAmI, clock), observed(atlas::organizations, clock), observed(aws::caller, clock));
    }

    private static <T> Observed<T> observed(Supplier<T> call, Clock clock) {
        try {
            return new Observed.Known<>(call.get(), clock.instant());
        } catch (ServiceException e) {
            return new Observed.Failed<>(e.problem(), clock.instant());
        }
    }

    /** For the journal: public names only. */
    public String actor() {
        String first = atlas.value().map(s -> "Atlas " + s.name()).orElse("Atlas (not signed in)");
        return aws.value().map(c -> first + ", AWS " + c.arn()).orElse(first);
    }
}
