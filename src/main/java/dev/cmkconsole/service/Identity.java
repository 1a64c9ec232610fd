package dev.cmkconsole.service;

import dev.cmkconsole.model.AwsCaller;
import dev.cmkconsole.model.Observed;
import dev.cmkconsole.model.Organization;
import dev.cmkconsole.model.SignedIn;
import java.util.List;

/** Who acts here: towards Atlas and towards AWS. Either may be unknown while the other works. */
public record Identity(Observed<SignedIn> atlas, Observed<List<Organization>> organizations, Observed<AwsCaller> aws) {

    /** For the journal: public names only. */
    public String actor() {
        String first = atlas.value().map(s -> "Atlas " + s.name()).orElse("Atlas (not signed in)");
        return aws.value().map(c -> first + ", AWS " + c.arn()).orElse(first);
    }
}
