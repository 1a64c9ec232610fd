package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.OpenCluster;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/**
 * What a rule of the organization about customer keys means. It is read only for plans that ask for it.
 *
 * @param refusal why Atlas would not take the wanted policy; a known empty optional if it would
 * @param nonCompliant what Atlas itself calls not compliant with the policies that are there
 * @param open the clusters that the wanted policy is about and that do not comply with it
 */
public record KeyRules(
        Observed<Optional<String>> refusal,
        Observed<List<NonCompliantResource>> nonCompliant,
        Observed<List<OpenCluster>> open) {
    public static final KeyRules NOT_READ = new KeyRules(Observed.notRead(), Observed.notRead(), Observed.notRead());

    public KeyRules withNonCompliant(Observed<List<NonCompliantResource>> seen) {
        return new KeyRules(refusal, seen, open);
    }
}
