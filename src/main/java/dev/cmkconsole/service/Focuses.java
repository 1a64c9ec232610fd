package dev.cmkconsole.service;

import dev.cmkconsole.model.EncryptionAtRest;
import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.KeyReference;
import dev.cmkconsole.model.Observed;
import java.util.Optional;

/** Finds which AWS objects a project's configuration names. */
final class Focuses {
    private Focuses() {}

    /** The key that is configured. The role behind it is not among them: nothing but a procedure's choice asks for it, and it takes two answers to read. */
    static Focus configured(Observed<EncryptionAtRest> encryption) {
        var aws = encryption.value().map(EncryptionAtRest::awsKms).filter(EncryptionAtRest.AwsKms::enabled);
        if (aws.isEmpty()) {
            return Focus.CONFIGURED;
        }
        Optional<KeyReference> key = aws.get().keyArn().<KeyReference>map(KeyReference.ByArn::new)
                .or(() -> aws.get().customerMasterKeyId().filter(id -> KeyReference.KEY_ID.matcher(id).matches()).map(KeyReference.ById::new));
        return new Focus(Optional.empty(), aws.get().region().isPresent() ? key : Optional.empty(), aws.get().region());
    }

    /** What the choice names, and beside it the key that is configured. */
    static Focus filled(Focus choice, Focus configured) {
        return choice.key().isPresent() ? choice : new Focus(choice.roleName(), configured.key(), configured.keyRegion());
    }
}
