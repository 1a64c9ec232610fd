package dev.cmkconsole.preflight.effect;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.effect.Act;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which projects stand on the object of one act. */
record Standing(Act act, Optional<String> account) {

    boolean mayConcern(Neighbour neighbour) {
        return switch (act) {
            case Act.TrustChange _, Act.RolePolicyChange _, Act.PolicyDetachment _, Act.RoleDeletion _ ->
                !records(neighbour).isEmpty();
            case Act.KeyPolicyChange _, Act.KeyWithdrawal _ ->
                neighbour.configuration().isPresent();
            case Act.AccessKeyWithdrawal w ->
                neighbour
                        .configuration()
                        .flatMap(AwsKms::accessKeyId)
                        .filter(w.accessKeyId()::equals)
                        .isPresent();
        };
    }

    /** The project's records by which Atlas assumes the role, for whatever purpose. */
    List<AccessRole> records(Neighbour neighbour) {
        return act.changedRole().map(role -> records(neighbour, role)).orElse(List.of());
    }

    private List<AccessRole> records(Neighbour neighbour, String role) {
        return neighbour.records().value().orElse(List.of()).stream()
                .filter(r -> r.iamRoleArn()
                        .flatMap(RoleArn::parse)
                        .filter(arn -> isRole(arn, role))
                        .isPresent())
                .toList();
    }

    private boolean isRole(RoleArn arn, String name) {
        return arn.name().equals(name)
                && account.filter(a -> !a.equals(arn.account())).isEmpty();
    }

    /** Whether the name of a key, as Atlas has it, may be this key; replicas in other regions share its id. */
    static boolean mayBe(String stored, KeyArn key) {
        String id = stored.substring(stored.lastIndexOf('/') + 1);
        return comparable(id).equals(comparable(key.keyId()))
                || stored.contains("alias/")
                || !KeyReference.KEY_ID.matcher(id).matches();
    }

    private static String comparable(String id) {
        return id.toLowerCase(Locale.ROOT).replace("mrk-", "").replace("-", "");
    }
}
