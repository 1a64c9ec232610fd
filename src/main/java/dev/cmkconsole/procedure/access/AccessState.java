package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a snapshot and the choices together say about a role's access to one key: the record in Atlas, the IAM role
 * and the project's configuration.
 */
public record AccessState(ProjectSnapshot now, AccessChoices want, KeyArn key) {

    /** What the program sees of the IAM role. */
    enum Sight {
        THERE,
        MISSING,
        NO_CREDENTIALS,
        /** The role belongs to another account than the AWS credentials; a role of that name here is another role. */
        ELSEWHERE,
        /** The role may exist or not. */
        UNREADABLE
    }

    public String projectId() {
        return now.project().id();
    }

    String roleName() {
        return want.roleName();
    }

    Sight sight() {
        Optional<String> account = want.namedArn().map(RoleArn::account);
        if (account.isPresent()
                && caller().filter(c -> !c.account().equals(account.get())).isPresent()) {
            return Sight.ELSEWHERE;
        }
        return switch (now.aws().role()) {
            case Observed.Known<Optional<IamRole>>(var role, var _) ->
                role.map(this::compare).orElse(Sight.MISSING);
            case Observed.Failed<Optional<IamRole>>(var problem, var _) ->
                problem.code().equals(AwsErrorCode.NO_CREDENTIALS) ? Sight.NO_CREDENTIALS : Sight.UNREADABLE;
            case Observed.NotRead<Optional<IamRole>> _ -> Sight.UNREADABLE;
        };
    }

    /** IAM finds roles by name alone, so the role it finds can have another account or path than the named role. */
    private Sight compare(IamRole found) {
        if (!found.arn().name().equals(roleName())) {
            return Sight.UNREADABLE;
        }
        return want.namedArn()
                .filter(named -> !named.equals(found.arn()))
                .map(named -> named.account().equals(found.arn().account()) ? Sight.MISSING : Sight.ELSEWHERE)
                .orElse(Sight.THERE);
    }

    /** The role as AWS shows it; empty when it does not exist or cannot be read. */
    Optional<IamRole> iamRole() {
        return sight() == Sight.THERE ? now.aws().role().value().flatMap(r -> r) : Optional.empty();
    }

    /** The error code with which reading the role failed. */
    String unreadableBecause() {
        return now.aws().role().unreadCode();
    }

    /** The IAM role's ARN: from the choices, AWS, the record in Atlas or the caller's account, in this order. */
    public Optional<RoleArn> roleArn() {
        return want.namedArn()
                .or(() -> iamRole().map(IamRole::arn))
                .or(() -> chosenRecord().flatMap(AccessState::arnOf).filter(this::ofThatName))
                .or(() -> caller().map(c -> new RoleArn(c.partition(), c.account(), "/", roleName())))
                .or(this::onlyRecordedArn);
    }

    private boolean ofThatName(RoleArn arn) {
        return arn.name().equals(roleName());
    }

    /** The ARN that Atlas has recorded for a role of this name; used when AWS does not tell the caller's account. */
    private Optional<RoleArn> onlyRecordedArn() {
        var known = records().stream()
                .flatMap(r -> arnOf(r).stream())
                .filter(this::ofThatName)
                .distinct()
                .toList();
        return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
    }

    private static Optional<RoleArn> arnOf(AccessRole role) {
        return role.iamRoleArn().flatMap(RoleArn::parse);
    }

    Optional<AwsCaller> caller() {
        return now.aws().caller().value();
    }

    private Optional<AccessRole> chosenRecord() {
        return want.role()
                .accessRoleId()
                .flatMap(id ->
                        records().stream().filter(r -> r.roleId().equals(id)).findFirst());
    }

    private List<AccessRole> records() {
        return now.roles().value().orElse(List.of());
    }

    /**
     * Atlas' record of the role. A record that already names the IAM role comes first, and among these the one that
     * the configuration uses. Otherwise a record in progress is continued, so that a lost answer or a killed program
     * leaves no unused record behind.
     */
    public Optional<AccessRole> record() {
        if (want.role().accessRoleId().isPresent()) {
            return chosenRecord();
        }
        var target = roleArn();
        return oldest(records().stream().filter(r -> target.isPresent() && arnOf(r).equals(target)))
                .or(() -> oldest(records().stream()
                        .filter(r -> r.state() == AccessRole.RoleRecordState.IN_PROGRESS
                                && !want.role().besides().contains(r.roleId()))));
    }

    private Optional<AccessRole> oldest(Stream<AccessRole> some) {
        Optional<String> configured = configuration().flatMap(AwsKms::roleId);
        return some.min(Comparator.<AccessRole, Boolean>comparing(r -> !configured.equals(Optional.of(r.roleId())))
                .thenComparing(r -> r.authorized().isEmpty())
                .thenComparing(AccessRole::created)
                .thenComparing(AccessRole::roleId));
    }

    boolean authorized() {
        return record().filter(r -> r.authorized().isPresent())
                .flatMap(AccessState::arnOf)
                .filter(arn -> roleArn().equals(Optional.of(arn)))
                .isPresent();
    }

    /**
     * Whether the chosen record is in use with another IAM role. Authorizing the wanted role would take the other
     * away from whatever uses it.
     */
    boolean recordServesAnother() {
        return record().filter(r -> r.state() == AccessRole.RoleRecordState.IN_USE)
                        .isPresent()
                && !authorized();
    }

    /** The role and the key that the checks examine. */
    public CheckRequest checkRequest() {
        return new CheckRequest(record().map(AccessRole::roleId), roleArn(), new KeyReference.ByArn(key), key.region());
    }

    public Optional<AwsKms> configuration() {
        return now.encryption().value().map(e -> e.awsKms());
    }

    /**
     * The key as Atlas is to hold it. The id of a multi-Region key is the same in every region, so that a later move
     * changes the region alone. Atlas looks an id up in the role's account, so another account's key needs its ARN.
     *
     * @param multiRegion whether the key is a multi-Region key, which the id of a key to create does not say yet
     */
    public String stored(boolean multiRegion) {
        boolean sameAccount =
                roleArn().map(RoleArn::account).filter(key.account()::equals).isPresent();
        return multiRegion && sameAccount ? key.keyId() : key.toString();
    }

    /** Whether Atlas already has the wanted key with the wanted role. */
    public boolean saved() {
        return configuration()
                .filter(c -> c.usesKey(key)
                        && c.roleId().isPresent()
                        && record().map(AccessRole::roleId).equals(c.roleId()))
                .isPresent();
    }

    /** Whether Atlas says that it can use the key with the role, and no open alert says otherwise. */
    public boolean proved() {
        return saved()
                && KeyStanding.saidByAtlas(configuration().orElse(AwsKms.OFF), now.alerts())
                        .usable();
    }

    /** Whether no encrypted cluster is changing; a paused cluster changes when it is resumed. */
    public boolean encryptedClustersSettled() {
        return now.clusters()
                .value()
                .filter(some -> some.stream().filter(Cluster::encrypted).allMatch(c -> c.idle() || c.paused()))
                .isPresent();
    }

    /** The status of a change of the role that the program was asked to make and whose effect it cannot see. */
    Status cannotSee(StepId step, Sight sight) {
        return switch (sight) {
            case NO_CREDENTIALS -> new Status.Blocked(Text.of("enable.noCredentials"));
            case ELSEWHERE ->
                new Status.Blocked(Text.of(
                        "enable.roleElsewhere",
                        roleArn().map(RoleArn::account).orElse("?"),
                        caller().map(AwsCaller::account).orElse("?")));
            case THERE, MISSING, UNREADABLE ->
                unlessAccepted(
                        step, new Status.CannotTell(Text.of("enable.roleUnknown", roleName(), unreadableBecause())));
        };
    }

    /** The document that a check proposes in place of this one. The plan writes what the check offers. */
    Optional<String> proposed(CheckId check, String before) {
        return now.checks().value().orElse(List.of()).stream()
                .filter(f -> f.id() == check)
                .flatMap(f -> f.remedy().stream())
                .flatMap(r -> r.document().stream())
                .filter(d -> d.before().equals(before))
                .map(Finding.PolicyRevision::after)
                .findFirst();
    }

    String policyName() {
        return "AtlasEncryptionAtRest-" + projectId();
    }

    boolean byHand(StepId step) {
        return want.doneByHand().contains(step);
    }

    /**
     * What speaks against the key that Atlas uses now, unless the wanted one is saved already. Atlas refuses changes
     * while it cannot use the present key, so an open alert about it is a doubt for the user to decide.
     */
    Optional<Text> presentKeyDoubt() {
        var present = KeyStanding.saidByAtlas(configuration().orElse(AwsKms.OFF), now.alerts());
        return saved() || present.use() != KeyStanding.Use.IN_DOUBT
                ? Optional.empty()
                : Optional.of(Text.of("plan.keyInDoubt", present.reason()));
    }

    /** Done where the user accepted this step, otherwise the doubt. */
    public Status unlessAccepted(StepId step, Status.CannotTell doubt) {
        return want.accepted().contains(step) ? Status.accepted(doubt.reason()) : doubt;
    }
}
