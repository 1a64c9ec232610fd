package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ReadScope;
import java.util.List;
import java.util.Optional;

/** Finds which AWS objects a project's configuration names. */
final class Focuses {
    private Focuses() {}

    static ReadScope configured(Observed<EncryptionAtRest> encryption, Observed<List<AccessRole>> roles) {
        var aws = encryption.value().map(EncryptionAtRest::awsKms).filter(EncryptionAtRest.AwsKms::enabled);
        if (aws.isEmpty()) {
            return ReadScope.CONFIGURED;
        }
        Optional<String> roleName = aws.get()
                .roleId()
                .flatMap(id -> roles.value()
                        .flatMap(all ->
                                all.stream().filter(r -> r.roleId().equals(id)).findFirst()))
                .flatMap(AccessRole::iamRoleArn)
                .flatMap(RoleArn::parse)
                .map(RoleArn::name);
        Optional<KeyReference> key = aws.get()
                .keyArn()
                .<KeyReference>map(KeyReference.ByArn::new)
                .or(() -> aws.get()
                        .customerMasterKeyId()
                        .filter(id -> KeyReference.KEY_ID.matcher(id).matches())
                        .map(KeyReference.ById::new));
        return new ReadScope(
                roleName,
                aws.get().region().isPresent() ? key : Optional.empty(),
                aws.get().region());
    }

    /**
     * The chosen scope, completed from the configured one. The configured role is added only where the choice names a
     * key or needs the key's replicas, as procedures do. Its documents take two answers, which a plain reading does
     * not need.
     */
    static ReadScope filled(ReadScope choice, ReadScope configured) {
        boolean documents = choice.namesKey() || choice.more().contains(ReadScope.More.REPLICAS);
        var role = documents ? choice.roleName().or(configured::roleName) : choice.roleName();
        return choice.namesKey()
                ? new ReadScope(
                        role,
                        choice.key(),
                        choice.keyRegion(),
                        choice.newKey(),
                        choice.more(),
                        choice.regions(),
                        choice.besides())
                : new ReadScope(
                        role,
                        configured.key(),
                        configured.keyRegion(),
                        Optional.empty(),
                        choice.more(),
                        choice.regions(),
                        choice.besides());
    }
}
