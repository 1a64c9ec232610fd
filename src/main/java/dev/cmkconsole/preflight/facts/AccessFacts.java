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
import dev.cmkconsole.model.aws.SignInCause;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.state.KeyStanding;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was observed for the checks, and what follows from it without any judgement. Each part is known,
 * unreadable or not read.
 *
 * @param at when reading began
 * @param parts what is settled so far; evidence that will not be read is settled as {@link Observed.NotRead}
 */
public record AccessFacts(String projectId, CheckFocus focus, Instant at, Map<Evidence<?>, Observed<?>> parts) {

    public AccessFacts {
        parts = Map.copyOf(parts);
    }

    public static AccessFacts none(String projectId, CheckFocus focus, Instant at) {
        return new AccessFacts(projectId, focus, at, Map.of());
    }

    /** The same facts, read at another time: the first answer of a service may correct the clock. */
    public AccessFacts asOf(Instant time) {
        return time.equals(at) ? this : new AccessFacts(projectId, focus, time, parts);
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

    /** The error code that says why evidence is not known. */
    public String whyNot(Evidence<?> part) {
        return get(part).unreadCode();
    }

    public Optional<AwsKms> configuration() {
        return known(Evidence.ENCRYPTION).map(EncryptionAtRest::awsKms).filter(AwsKms::enabled);
    }

    /**
     * Atlas' record of the role: the chosen record, the record that names the role, the configured record, or the
     * oldest one in progress.
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
        return configured.isPresent()
                ? records.stream()
                        .filter(r -> configured.equals(Optional.of(r.roleId())))
                        .findFirst()
                : inProgress(records);
    }

    /**
     * The id of a record that somebody chose, or that Atlas is configured with, and that Atlas does not list. That is
     * another answer than having no record yet.
     */
    public Optional<String> recordGone() {
        var wanted = focus.accessRoleId()
                .or(() -> focus.role().isEmpty() ? configuration().flatMap(AwsKms::roleId) : Optional.empty());
        return known(Evidence.RECORDS)
                .flatMap(records -> wanted.filter(
                        id -> records.stream().map(AccessRole::roleId).noneMatch(id::equals)));
    }

    private static Optional<AccessRole> inProgress(List<AccessRole> records) {
        return records.stream()
                .filter(r -> r.state() == AccessRole.RoleRecordState.IN_PROGRESS)
                .min(Comparator.comparing(AccessRole::created));
    }

    public static Optional<RoleArn> arn(AccessRole record) {
        return record.iamRoleArn().flatMap(RoleArn::parse);
    }

    /** The role that the checks examine. */
    public Optional<RoleArn> roleArn() {
        return focus.role().or(() -> record().flatMap(AccessFacts::arn));
    }

    /** Whether KMS is known to rotate the material of the examined key. */
    public boolean rotatesByItself() {
        return known(Evidence.KEY)
                .flatMap(CustomerKey::rotation)
                .filter(r -> r.automatic())
                .isPresent();
    }

    public Optional<AwsCaller> caller() {
        return known(Evidence.CALLER);
    }

    /**
     * The problem that keeps AWS from accepting these credentials anywhere. Where AWS knows the caller, only the end of
     * the session counts, because one region that does not know the credentials may be a region that is not enabled.
     */
    public Optional<Problem> signIn() {
        var caller =
                get(Evidence.CALLER).problem().filter(p -> SignInCause.of(p).isPresent());
        return caller.or(() -> parts.values().stream()
                .flatMap(part -> part.problem().stream())
                .filter(p -> SignInCause.of(p).filter(SignInCause::sessionOver).isPresent())
                .min(Comparator.comparing(Problem::at)));
    }

    /**
     * Atlas' refusal to assume the examined role, as far as it still says something: the role is as old, and Atlas has
     * not authorized it since.
     */
    public Optional<AtlasRefusal> refusal() {
        return known(Evidence.REFUSAL)
                .flatMap(r -> r)
                .filter(r -> roleArn().filter(r.role()::equals).isPresent())
                .filter(r -> role().map(IamRole::created)
                        .filter(created -> created.isAfter(r.at()))
                        .isEmpty())
                .filter(r -> record().filter(record -> arn(record).equals(roleArn()))
                        .flatMap(AccessRole::authorized)
                        .filter(authorized -> authorized.isAfter(r.at()))
                        .isEmpty());
    }

    /**
     * Whether the role belongs to another account than the caller. A role of the same name in the caller's account is
     * then another role.
     */
    public boolean roleElsewhere() {
        return roleArn().isPresent()
                && caller().isPresent()
                && !caller().get().account().equals(roleArn().get().account());
    }

    /** The role as IAM returns it, if its ARN is that of the examined role. */
    public Optional<IamRole> role() {
        return roleElsewhere()
                ? Optional.empty()
                : known(Evidence.ROLE)
                        .flatMap(r -> r)
                        .filter(r -> roleArn().isEmpty() || roleArn().get().equals(r.arn()));
    }

    /** Whether IAM reports that the role does not exist. Its documents cannot be examined then. */
    public boolean roleMissing() {
        return !roleElsewhere() && known(Evidence.ROLE).isPresent() && role().isEmpty();
    }

    /** The key as the caller named it, or as Atlas is configured with it. */
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

    /** The region where the key is said to be. */
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

    /** Whether KMS reports that the key does not exist. Its policy cannot be examined then. */
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

    /** Whether the checks are about what Atlas is configured with, named or not. */
    public boolean aboutConfigured() {
        boolean nothingNamed = focus.accessRoleId().isEmpty()
                && focus.role().isEmpty()
                && focus.key().isEmpty();
        return configuration().isPresent() && (nothingNamed || configured());
    }

    /**
     * Whether Atlas reports that it uses this key with this role, and no open alert says otherwise. Only this proves that
     * no unreadable policy denies access.
     */
    public boolean provedByAtlas() {
        return configured() && roleArn().isPresent() && saidByAtlas().usable();
    }

    /** Another project in which Atlas uses this key with this role, while this one does not prove it. */
    public Optional<UsedElsewhere> usedElsewhere() {
        return known(Evidence.USED_ELSEWHERE).flatMap(used -> used);
    }

    /** Whether the project accesses its key with an IAM user's credentials. */
    public boolean onCredentials() {
        return configuration().filter(AwsKms::onCredentials).isPresent();
    }

    /** The id of the access key with which Atlas would use the examined key; empty where it would use a role. */
    public Optional<String> accessKeyInUse() {
        return configuration()
                .filter(AwsKms::onCredentials)
                .filter(_ -> focus.role().isEmpty() && focus.accessRoleId().isEmpty())
                .flatMap(AwsKms::accessKeyId);
    }

    /** What Atlas says about the configured key. */
    public KeyStanding saidByAtlas() {
        return KeyStanding.saidByAtlas(configuration().orElse(AwsKms.OFF), get(Evidence.ALERTS));
    }
}
