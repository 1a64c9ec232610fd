package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.service.EncryptionService;
import java.util.Optional;

/** A key as typed on the command line, in any form that KMS accepts. */
public final class KeyWord {
    private KeyWord() {}

    /**
     * @param region region for a key that does not name its own; null for the default region
     */
    public static KeyArn resolve(EncryptionService service, String key, String region) {
        var reference = KeyReference.parse(key);
        if (reference instanceof KeyReference.ByArn(var arn)) {
            if (region != null && !AwsRegion.of(region).equals(arn.region())) {
                throw new InputException(
                        "input.key.otherRegion",
                        arn.region().id(),
                        AwsRegion.of(region).id());
            }
            return arn;
        }
        AwsRegion where = reference instanceof KeyReference.ByAliasArn aliasArn
                ? aliasArn.region()
                : Optional.ofNullable(region)
                        .map(AwsRegion::of)
                        .or(service::defaultRegion)
                        .orElseThrow(() -> new InputException("input.key.needsRegion", key));
        return service.key(reference, where).arn();
    }
}
