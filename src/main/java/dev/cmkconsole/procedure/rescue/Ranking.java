package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Finding.Remedy;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.rescue.Diagnosis.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Names the cause that each failing check stands for, and orders the causes. */
final class Ranking {
    /** Answers that are open in a project whose access is right, so that they alone are no cause. */
    private static final Set<CheckId> OPEN_ANYWAY = Set.of(
            CheckId.HIDDEN_POLICIES,
            CheckId.SERVICE_CONTROL_POLICIES,
            CheckId.ATLAS_USED_KEY,
            CheckId.SOURCE_ADDRESSES,
            CheckId.ACCESS_KEY,
            CheckId.IMPORTED_MATERIAL);
    /** For a project on credentials these ask about a role that it does not have. */
    private static final Set<CheckId> OF_ROLE = Set.of(CheckId.ROLE_EXISTS, CheckId.TRUST_POLICY);

    /** Atlas tries every key at least twice in this time. */
    private static final Duration TIME_TO_TRY_AGAIN = Duration.ofMinutes(2L * Darkness.CHECK_MINUTES);

    private final ProjectSnapshot now;
    private final AwsKms kms;
    private final List<Finding> findings;

    Ranking(ProjectSnapshot now, AwsKms kms) {
        this.now = now;
        this.kms = kms;
        this.findings = now.checks().value().orElse(List.of());
    }

    List<Found> causes() {
        var found = new ArrayList<Found>();
        findings.forEach(f -> cause(f).ifPresent(c -> found.add(new Found(c, f.reason(), Optional.of(f)))));
        regionOut().ifPresent(found::add);
        if (atlasRefuses() && found.stream().allMatch(f -> f.cause().suspected())) {
            unread().ifPresent(found::add);
            if (found.isEmpty()) {
                found.add(nothingElse());
            }
        }
        if (found.isEmpty() && now.alerts().value().isEmpty()) {
            found.add(alertsUnread());
        }
        return found.stream()
                .sorted(Comparator.comparing(Found::cause))
                .collect(Collectors.toMap(Found::cause, f -> f, (a, _) -> a, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Without the alerts, a key that Atlas calls valid may be one that Atlas cannot reach. */
    private Found alertsUnread() {
        var code = now.alerts().unreadCode();
        return new Found(Cause.NOT_READ, Text.of("state.key.alertsUnread", code), atlas());
    }

    /** What is left where everything that can be read is right and Atlas says no. */
    private Found nothingElse() {
        if (kms.onCredentials()) {
            var hidden = findings.stream()
                    .filter(f -> f.id() == CheckId.ACCESS_KEY && f.outcome() == CheckOutcome.CANNOT_TELL)
                    .findFirst();
            return new Found(
                    Cause.CREDENTIALS_REFUSED,
                    hidden.map(Finding::reason).orElseGet(this::atlasSays),
                    hidden.or(this::atlas));
        }
        return refusedSince()
                .map(since -> new Found(Cause.ORGANIZATION_SUSPECTED, Text.of("rescue.found.since", since), atlas()))
                .orElseGet(() -> new Found(Cause.WAITING_FOR_ATLAS, atlasSays(), atlas()));
    }

    private Text atlasSays() {
        return atlas().map(Finding::reason).orElseGet(() -> Text.of("state.key.invalid"));
    }

    /** Since when Atlas refuses the key, if it has had the time to try it again. */
    private Optional<Instant> refusedSince() {
        return now.alerts().value().orElse(List.of()).stream()
                .filter(a -> a.aboutKeyUse() && !a.networkDenied())
                .map(Alert::created)
                .filter(at -> at.isBefore(now.at().minus(TIME_TO_TRY_AGAIN)))
                .min(Comparator.naturalOrder());
    }

    private Optional<Cause> cause(Finding finding) {
        return switch (finding.outcome()) {
            case PASS, WARN -> Optional.empty();
            case FAIL -> failing(finding);
            case CANNOT_TELL -> open(finding);
        };
    }

    private Optional<Cause> failing(Finding finding) {
        return Optional.ofNullable(
                switch (finding.id()) {
                    case WHO_AM_I -> acts(finding, "sign-in") ? Cause.SIGN_IN : null;
                    case KEY_STATE -> ofState(finding);
                    case KEY_EXISTS -> ofExistence(finding);
                    case PRIVATE_ENDPOINTS -> Cause.REGION_WITHOUT_ENDPOINT;
                    case KEY_REPLICAS -> ofReplica(finding);
                    case KEY_TYPE, SAME_PARTITION -> Cause.KEY_KIND;
                    case IMPORTED_MATERIAL -> Cause.MATERIAL_EXPIRED;
                    case ACCESS_KEY ->
                        finding.symptom() == Symptom.ACCESS_KEY_GONE
                                ? Cause.ACCESS_KEY_GONE
                                : Cause.ACCESS_KEY_INACTIVE;
                    case KEY_ANSWERS -> stateKnown() ? null : Cause.KEY_REFUSES;
                    case ROLE_EXISTS -> ofRole(finding);
                    case TRUST_POLICY -> ofTrust(finding);
                    case SERVICE_CONTROL_POLICIES -> Cause.ORGANIZATION_DENIES;
                    case IDENTITY_POLICIES ->
                        finding.symptom().denied() ? Cause.ROLE_POLICY_DENIES : Cause.ROLE_POLICY_LACKS;
                    case KEY_POLICY -> byAddress(finding) ? null : ofKeyPolicy(finding);
                    case PERMISSIONS_BOUNDARY ->
                        finding.symptom().denied() ? Cause.BOUNDARY_DENIES : Cause.BOUNDARY_LACKS;
                    case SOURCE_ADDRESSES -> Cause.ADDRESS_CONDITION;
                    case ATLAS_USED_KEY -> finding.symptom() == Symptom.KMS_UNREACHABLE ? network() : null;
                    default -> null;
                });
    }

    private static Cause ofKeyPolicy(Finding finding) {
        return finding.symptom().denied() ? Cause.KEY_POLICY_DENIES : Cause.KEY_POLICY_LACKS;
    }

    /** Whether it refuses by a condition while the addresses of Atlas fail one; then that check says more. */
    private boolean byAddress(Finding finding) {
        return (finding.symptom() == Symptom.DENIED_BY_CONDITION || finding.symptom() == Symptom.CONDITION_NOT_MET)
                && findings.stream()
                        .anyMatch(f -> f.id() == CheckId.SOURCE_ADDRESSES && f.outcome() == CheckOutcome.FAIL);
    }

    private Optional<Cause> open(Finding finding) {
        return Optional.ofNullable(
                switch (finding.id()) {
                    case WHO_AM_I -> acts(finding, "connect-aws") ? Cause.SIGN_IN : null;
                    case ROLE_EXISTS ->
                        finding.symptom() == Symptom.ROLE_RECORD_OPEN
                                        && kms.roleId().isPresent()
                                ? Cause.RECORD_UNAUTHORIZED
                                : null;
                    case TRUST_POLICY ->
                        finding.symptom() == Symptom.ROLE_NOT_ASSUMED ? Cause.ORGANIZATION_SUSPECTED : null;
                    case SOURCE_ADDRESSES -> atlasRefuses() ? Cause.ADDRESS_CONDITION_SUSPECTED : null;
                    default -> null;
                });
    }

    private static boolean acts(Finding finding, String act) {
        return finding.remedy().flatMap(Remedy::act).filter(act::equals).isPresent();
    }

    private static Cause ofState(Finding finding) {
        return switch (finding.symptom()) {
            case KEY_PENDING_DELETION -> Cause.KEY_PENDING_DELETION;
            case KEY_PENDING_REPLICA_DELETION -> Cause.KEY_REPLICAS_PENDING_DELETION;
            case KEY_WITHOUT_MATERIAL -> Cause.MATERIAL_EXPIRED;
            case KEY_STORE_UNAVAILABLE -> Cause.KEY_STORE;
            default -> Cause.KEY_DISABLED;
        };
    }

    private static Cause ofReplica(Finding finding) {
        return switch (finding.symptom()) {
            case KEY_PENDING_DELETION -> Cause.REPLICA_PENDING_DELETION;
            case KEY_MISSING -> Cause.REPLICA_ABSENT;
            case DENIED -> Cause.REPLICA_REFUSED;
            default -> Cause.REPLICA_UNUSABLE;
        };
    }

    private Cause ofExistence(Finding finding) {
        return switch (finding.symptom()) {
            case KEY_ELSEWHERE -> Cause.KEY_REGION;
            default -> presentElsewhere() ? Cause.REPLICA_MISSING : Cause.KEY_DELETED;
        };
    }

    /** Whether another region still has the multi-Region key. */
    private boolean presentElsewhere() {
        return now.aws().regional().values().stream()
                .anyMatch(r -> r.key().value().isPresent());
    }

    /** The dry run then says nothing more than the key's state, and nothing at all of a key that is not there. */
    private boolean stateKnown() {
        return findings.stream()
                .filter(f -> f.id() == CheckId.KEY_STATE
                        || f.id() == CheckId.KEY_EXISTS
                        || f.id() == CheckId.KEY_TYPE
                        || f.id() == CheckId.IMPORTED_MATERIAL)
                .anyMatch(f -> f.outcome() == CheckOutcome.FAIL);
    }

    private static Cause ofRole(Finding finding) {
        return switch (finding.symptom()) {
            case ROLE_RECORD_GONE -> Cause.RECORD_GONE;
            case ROLE_ELSEWHERE -> Cause.ROLE_ELSEWHERE;
            default -> Cause.ROLE_GONE;
        };
    }

    private static Cause ofTrust(Finding finding) {
        if (finding.symptom() == Symptom.ROLE_RECORD_GONE) {
            return Cause.RECORD_GONE;
        }
        if (finding.symptom().denied()) {
            return Cause.TRUST_DENIES;
        }
        return finding.symptom() == Symptom.OTHER_EXTERNAL_ID ? Cause.TRUST_EXTERNAL_ID : Cause.TRUST_PRINCIPAL;
    }

    private Cause network() {
        boolean closed = kms.requirePrivateNetworking()
                && now.setup().endpoints().value().orElse(List.of()).stream()
                        .map(KmsEndpoint::status)
                        .noneMatch("ACTIVE"::equals);
        return closed ? Cause.ENDPOINT_NOT_ACTIVE : Cause.NETWORK;
    }

    private Optional<Finding> atlas() {
        return findings.stream().filter(f -> f.id() == CheckId.ATLAS_USED_KEY).findFirst();
    }

    /** Whether Atlas says that it cannot use the key, or an alert of its does. */
    private boolean atlasRefuses() {
        return !kms.valid() || now.alerts().value().orElse(List.of()).stream().anyMatch(Alert::aboutKeyUse);
    }

    /** KMS in the key's region gives no answer, while AWS knows who asks. */
    private Optional<Found> regionOut() {
        return now.aws()
                .key()
                .problem()
                .filter(p -> now.aws().caller().value().isPresent())
                .filter(p -> p instanceof Problem.TimedOut
                        || p instanceof Problem.Unreachable
                        || p instanceof Problem.ServerFault)
                .map(p -> new Found(
                        Cause.REGION_OUT,
                        Text.of(
                                "rescue.found.regionOut",
                                kms.region().map(r -> r.id()).orElse("?"),
                                p.code()),
                        findings.stream()
                                .filter(f -> f.id() == CheckId.KEY_EXISTS)
                                .findFirst()));
    }

    /** The first check about access that has no answer, where Atlas is refused and nothing that was read says why. */
    private Optional<Found> unread() {
        return findings.stream()
                .filter(f -> f.outcome() == CheckOutcome.CANNOT_TELL)
                .filter(f -> f.id().decidesAccess() && !OPEN_ANYWAY.contains(f.id()))
                .filter(f -> !kms.onCredentials() || !OF_ROLE.contains(f.id()))
                .filter(f -> cause(f).isEmpty())
                .findFirst()
                .map(f -> new Found(Cause.NOT_READ, f.reason(), Optional.of(f)));
    }
}
