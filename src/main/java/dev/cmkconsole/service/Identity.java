package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Organization;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.aws.AwsAddress;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import java.time.Clock;
import java.util.List;

/**
 * The caller's identity in Atlas and in AWS. Either may be unknown while the other is known.
 *
 * @param addresses that replace AWS' own, because who answers there says who the caller is
 */
public record Identity(
        Observed<SignedIn> atlas,
        Observed<List<Organization>> organizations,
        Observed<AwsCaller> aws,
        List<AwsAddress> addresses) {

    public Identity {
        addresses = List.copyOf(addresses);
    }

    public Identity(Observed<SignedIn> atlas, Observed<List<Organization>> organizations, Observed<AwsCaller> aws) {
        this(atlas, organizations, aws, List.of());
    }

    /** Asks both services for the caller's identity. A service that does not answer states so in its place. */
    public static Identity read(AtlasGateway atlas, AwsGateway aws, Clock clock) {
        try (var questions = new Questions("identity", clock)) {
            var signedIn = questions.observe(atlas::whoAmI);
            var organizations = questions.observe(atlas::organizations);
            var caller = questions.observe(aws::caller);
            return new Identity(signedIn.get(), organizations.get(), caller.get(), aws.addresses());
        }
    }

    /** The caller for the journal, by public names only. */
    public String actor() {
        String first = atlas.value().map(s -> "Atlas " + s.name()).orElse("Atlas (not signed in)");
        return aws.value().map(c -> first + ", AWS " + c.arn()).orElse(first);
    }
}
