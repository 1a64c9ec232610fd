package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything observed for the checks, each part known, unreadable or not looked at, and what follows from it without
 * judging.
 *
 * @param at when reading began
 * @param parts what is settled so far; a part that will not be read is settled as {@link Observed.NotRead}
 */
public record AccessFacts(String projectId, CheckFocus focus, Instant at, Map<Evidence<?>, Observed<?>> parts) {

    public AccessFacts {
        parts = Map.copyOf(parts);
    }

    public static AccessFacts none(String projectId, CheckFocus focus, Instant at) {
        return new AccessFacts(projectId, focus, at, Map.of());
    }

    @SuppressWarnings("unchecked")
    public <T> Observed<T> get(Evidence<T> part) {
        return (Observed<T>) parts.getOrDefault(part, Observed.notRead());
    }

    public <T> Optional<T> known(Evidence<T> part) {
        return get(part).value();
    }

    public boolean settled(Evidence<?> part) {
        return parts.containsKey(part);
    }

    public <T> AccessFacts with(Evidence<T> part, Observed<T> observed) {
        var more = new HashMap<>(parts);
        more.put(part, observed);
        return new AccessFacts(projectId, focus, at, more);
    }

    /** Why a part is not known: the error code. */
    public String whyNot(Evidence<?> part) {
        return get(part).problem().map(p -> p.code()).orElse("-");
    }

    public Optional<AwsKms> configuration() {
        return known(Evidence.ENCRYPTION).map(EncryptionAtRest::awsKms).filter(AwsKms::enabled);
    }

    /**
     * Atlas' record of the role: the chosen one, the one that names the role, the configured one, or else the
     * oldest in progress.
     */
    public Optional<AccessRole> record() {
        var records = known(Evidence.RECORDS).orElse(List.of());
        if (focus.accessRoleId().isPresent()) {
            return records.stream()
                    .filter(r -> r.roleId().equals(focus.accessRoleId().get()))
                    .findFirst();
        }
        var configured = configuration().flatMap(AwsKms::roleId);
        if (focus.role().isPresent()) {
            var named = records.stream()
                    .filter(r -> arn(r).equals(focus.role()))
                    .min(Comparator.comparing(r -> !configured.equals(Optional.of(r.roleId()))));
            return named.or(() -> inProgress(records));
        }
        return records.stream()
                .filter(r -> configured.equals(Optional.of(r.roleId())))
                .findFirst()
                .or(() -> inProgress(records));
    }

    private static Optional<AccessRole> inProgress(List<AccessRole> records) {
        return records.stream()
                .filter(r -> r.state() == AccessRole.RoleRecordState.IN_PROGRESS)
                .min(Comparator.comparing(AccessRole::created));
    }

    public static Optional<RoleArn> arn(AccessRole record) {
        return record.iamRoleArn().flatMap(RoleArn::parse);
    }

    /** The role that is asked about. */
    public Optional<RoleArn> roleArn() {
        return focus.role().or(() -> record().flatMap(AccessFacts::arn));
    }

    public Optional<AwsCaller> caller() {
        return known(Evidence.CALLER);
    }

    /**
     * Whether the role belongs to another account than the credentials: a role of its name here may be somebody
     * else's.
     */
    public boolean roleElsewhere() {
        return roleArn().isPresent()
                && caller().isPresent()
                && !caller().get().account().equals(roleArn().get().account());
    }

    /** The role as IAM shows it, only where it is the very role asked about. */
    public Optional<IamRole> role() {
        return roleElsewhere()
                ? Optional.empty()
                : known(Evidence.ROLE)
                        .flatMap(r -> r)
                        .filter(r -> roleArn().isEmpty() || roleArn().get().equals(r.arn()));
    }

    /** Whether IAM says that there is no such role; then nothing about its documents can be asked. */
    public boolean roleMissing() {
        return !roleElsewhere() && known(Evidence.ROLE).isPresent() && role().isEmpty();
    }

    /** The key as it was named: by whoever asks, or in Atlas' configuration. */
    public Optional<KeyReference> keyReference() {
        return focus.key()
                .or(() -> configuration().flatMap(AwsKms::customerMasterKeyId).flatMap(AccessFacts::reference));
    }

    private static Optional<KeyReference> reference(String stored) {
        return KeyArn.parse(stored)
                .<KeyReference>map(KeyReference.ByArn::new)
                .or(() -> KeyReference.KEY_ID.matcher(stored).matches()
                        ? Optional.of(new KeyReference.ById(stored))
                        : Optional.empty());
    }

    /** Where the key is said to be. */
    public Optional<dev.cmkconsole.model.aws.AwsRegion> statedRegion() {
        return focus.key().isPresent() ? focus.keyRegion() : configuration().flatMap(AwsKms::region);
    }

    public Optional<CustomerKey> key() {
        return known(Evidence.KEY);
    }

    public Optional<KeyArn> keyArn() {
        return key().map(CustomerKey::arn)
                .or(() -> keyReference()
                        .flatMap(r -> r instanceof KeyReference.ByArn(var arn) ? Optional.of(arn) : Optional.empty()));
    }

    /** Whether KMS says that there is no such key; then nothing about its policy can be asked. */
    public boolean keyMissing() {
        return get(Evidence.KEY)
                .problem()
                .filter(p -> p.code().equals(AwsErrorCode.NOT_FOUND))
                .isPresent();
    }

    /** Whether Atlas holds exactly this role and this key. */
    public boolean configured() {
        return configuration()
                .filter(c -> keyArn().filter(c::usesKey).isPresent()
                        && record().map(AccessRole::roleId).equals(c.roleId())
                        && record().flatMap(AccessFacts::arn).equals(roleArn()))
                .isPresent();
    }

    /**
     * Atlas itself says that it uses this key with this role: the only proof against policies that nobody here can
     * read. At most 15 minutes old.
     */
    public boolean provedByAtlas() {
        return configured() && configuration().filter(AwsKms::valid).isPresent();
    }
}
