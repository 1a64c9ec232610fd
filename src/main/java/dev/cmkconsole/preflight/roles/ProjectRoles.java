package dev.cmkconsole.preflight.roles;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings.ProjectRecords;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings.RoleSight;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.edit.TrustRemoval;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.TrustEvaluation;
import dev.cmkconsole.preflight.roles.RoleSide.Admission;
import dev.cmkconsole.preflight.roles.RoleSide.Existence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges the role records of a project and the trust for Atlas that is left over in the account. The only place that
 * says what uses a record and what nobody needs. What was not read makes nothing left over.
 */
public final class ProjectRoles {
    private final ProjectSnapshot now;
    private final RoleSurroundings around;
    private final List<FormerRecord> former;

    private ProjectRoles(ProjectSnapshot now, List<FormerRecord> former) {
        this.now = now;
        this.around = now.setup().roles();
        this.former = former;
    }

    /**
     * @param now read with {@link dev.cmkconsole.model.snapshot.ReadScope.More#ROLE_USE}
     * @param former records that this program deleted
     */
    public static ProjectRoles of(ProjectSnapshot now, List<FormerRecord> former) {
        return new ProjectRoles(now, former);
    }

    private List<AccessRole> own() {
        return now.roles().value().orElse(List.of());
    }

    /** The project's records, in Atlas' order. */
    public List<RecordStanding> records() {
        return own().stream().map(this::standing).toList();
    }

    public Optional<RecordStanding> record(String roleId) {
        return records().stream()
                .filter(r -> r.record().roleId().equals(roleId))
                .findFirst();
    }

    private RecordStanding standing(AccessRole record) {
        boolean configured = now.encryption()
                .value()
                .map(EncryptionAtRest::awsKms)
                .filter(AwsKms::enabled)
                .flatMap(AwsKms::roleId)
                .equals(Optional.of(record.roleId()));
        var side = side(record);
        var siblings = own().stream()
                .filter(r -> !r.roleId().equals(record.roleId()) && names(r, side.arn()))
                .map(AccessRole::roleId)
                .toList();
        return new RecordStanding(record, configured, side, sharedWith(side.arn()), siblings);
    }

    private static boolean names(AccessRole record, Optional<RoleArn> role) {
        return role.isPresent() && record.iamRoleArn().equals(role.map(RoleArn::toString));
    }

    /** Names of the other projects whose records name a role. */
    public List<String> sharedWith(Optional<RoleArn> role) {
        return others().stream()
                .filter(o -> o.records().value().orElse(List.of()).stream().anyMatch(r -> names(r, role)))
                .map(o -> o.project().name())
                .sorted()
                .toList();
    }

    private List<ProjectRecords> others() {
        return around.others().value().orElse(List.of());
    }

    private RoleSide side(AccessRole record) {
        var arn = record.iamRoleArn().flatMap(RoleArn::parse).or(() -> admitting(record.externalId()));
        var account = now.aws().caller().value().map(AwsCaller::account);
        if (arn.isEmpty()) {
            boolean looked = around.trusts().value().isPresent();
            return unseen(
                    Optional.empty(),
                    looked ? Existence.NONE_NAMED : Existence.NOT_READ,
                    around.trusts().unreadCode());
        }
        if (account.filter(a -> !a.equals(arn.get().account())).isPresent()) {
            return unseen(arn, Existence.OTHER_ACCOUNT, "-");
        }
        RoleSight sight = around.sight(arn.get());
        return sight.role()
                .fold(
                        role -> role.map(r -> new RoleSide(
                                        arn,
                                        Existence.EXISTS,
                                        role,
                                        admission(arn.get(), r.trustPolicy(), record),
                                        sight.use(),
                                        trustsOthers(r.trustPolicy(), List.of(record.externalId())),
                                        "-"))
                                .orElseGet(() -> unseen(arn, Existence.MISSING, "-")),
                        code -> unseen(arn, Existence.NOT_READ, code));
    }

    private static RoleSide unseen(Optional<RoleArn> arn, Existence existence, String code) {
        return new RoleSide(arn, existence, Optional.empty(), Admission.NOT_KNOWN, Observed.notRead(), false, code);
    }

    private static boolean trustsOthers(String trustPolicy, List<String> externalIds) {
        return Documents.parse(trustPolicy)
                .filter(document ->
                        TrustRemoval.remaining(document, externalIds).isEmpty())
                .isEmpty();
    }

    private Admission admission(RoleArn arn, String trust, AccessRole record) {
        return Documents.parse(trust)
                .map(document -> switch (TrustEvaluation.of(arn, document, record, now.at())
                        .answer()
                        .allowed()) {
                    case TRUE -> Admission.ADMITS;
                    case FALSE -> Admission.REFUSES;
                    case UNKNOWN -> Admission.DEPENDS;
                })
                .orElse(Admission.NOT_KNOWN);
    }

    /** The one role whose trust policy names an external id; empty where several do. */
    private Optional<RoleArn> admitting(String externalId) {
        var found = around.trusts().value().orElse(List.of()).stream()
                .filter(t -> t.trustPolicy().contains(externalId))
                .map(RoleTrust::arn)
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Trust for Atlas with external ids that no project has which could be read; by name of the role. */
    public List<LeftOverTrust> leftOver() {
        var known = known().map(AccessRole::externalId).toList();
        var accounts = accounts();
        var found = new ArrayList<LeftOverTrust>();
        for (var trust : around.trusts().value().orElse(List.of())) {
            var ids = Documents.parse(trust.trustPolicy())
                    .map(document -> accounts.stream()
                            .flatMap(account -> TrustRemoval.externalIds(document, account).stream())
                            .filter(id -> !known.contains(id))
                            .distinct()
                            .toList())
                    .orElse(List.of());
            if (!ids.isEmpty()) {
                found.add(leftOver(trust, ids));
            }
        }
        return found;
    }

    private LeftOverTrust leftOver(RoleTrust trust, List<String> ids) {
        var sight = around.sight(trust.arn());
        var ours = former.stream()
                .map(FormerRecord::externalId)
                .filter(ids::contains)
                .toList();
        return new LeftOverTrust(
                trust.arn(),
                ids,
                ours,
                sight.role().value().flatMap(r -> r),
                sight.use(),
                trustsOthers(trust.trustPolicy(), ids));
    }

    private Stream<AccessRole> known() {
        return Stream.concat(
                own().stream(), others().stream().flatMap(o -> o.records().value().orElse(List.of()).stream()));
    }

    /** Numbers of Atlas' AWS accounts, as records name them. They are not the same for every installation of Atlas. */
    public List<String> accounts() {
        var accounts = new TreeSet<String>();
        Stream.concat(known().map(AccessRole::atlasAccountArn), former.stream().map(FormerRecord::atlasAccountArn))
                .flatMap(arn -> Arn.parse(arn).stream())
                .forEach(arn -> accounts.add(arn.account()));
        return List.copyOf(accounts);
    }

    /** Whether an external id belongs to a project that was read; names it. */
    public Optional<String> owner(String externalId) {
        boolean ours = own().stream().anyMatch(r -> r.externalId().equals(externalId));
        return ours
                ? Optional.of(now.project().name())
                : others().stream()
                        .filter(o -> o.records().value().orElse(List.of()).stream()
                                .anyMatch(r -> r.externalId().equals(externalId)))
                        .map(o -> o.project().name())
                        .findFirst();
    }

    /** Names of the projects whose records could not be read. */
    public List<String> unreadProjects() {
        var names = new TreeSet<String>();
        if (now.roles().value().isEmpty()) {
            names.add(now.project().name());
        }
        others().stream()
                .filter(o -> o.records().value().isEmpty())
                .forEach(o -> names.add(o.project().name()));
        return List.copyOf(names);
    }

    /** Why the list of projects was not read; empty where it was. */
    public Optional<String> projectsUnread() {
        return around.others().value().isPresent()
                ? Optional.empty()
                : Optional.of(around.others().unreadCode());
    }

    /** Why the account's roles were not read; empty where they were. */
    public Optional<String> accountUnread() {
        return around.trusts().value().isPresent()
                ? Optional.empty()
                : Optional.of(around.trusts().unreadCode());
    }

    /** Names of the roles that trust records which this program deleted, and that nobody has looked at closely. */
    public Set<String> unseenLeftOver() {
        return leftOver().stream()
                .filter(trust -> !trust.former().isEmpty())
                .map(LeftOverTrust::role)
                .filter(role -> around.sight(role).equals(RoleSight.NOT_READ))
                .map(RoleArn::name)
                .collect(Collectors.toSet());
    }

    /** Whether everything was read that decides whether trust is left over. */
    public boolean complete() {
        return projectsUnread().isEmpty()
                && accountUnread().isEmpty()
                && unreadProjects().isEmpty();
    }

    /** How many projects were read, this one included. */
    public long projectsRead() {
        return others().stream().filter(o -> o.records().value().isPresent()).count()
                + (now.roles().value().isPresent() ? 1 : 0);
    }
}
