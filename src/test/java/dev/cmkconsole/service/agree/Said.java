package dev.cmkconsole.service.agree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.ui.clusters.ClusterRow;
import dev.cmkconsole.ui.clusters.ClustersViewModel;
import dev.cmkconsole.ui.project.OverviewViewModel.Overview;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What every surface says about one project at one moment. */
record Said(
        ProjectSnapshot list,
        Header header,
        Overview overview,
        ClustersViewModel clusters,
        PreflightReport report,
        Optional<Plan> plan,
        ProjectSnapshot keys) {
    private static final Set<Posture> GOOD = Set.of(Posture.ROLE_BASED, Posture.ON_CREDENTIALS);

    record Header(ProjectSnapshot shown, Badge badge) {}

    String projectId() {
        return list.project().id();
    }

    private Posture posture() {
        return header.shown().posture().orElseThrow();
    }

    /** For the count of what was met. */
    List<String> kinds() {
        return Stream.concat(
                        Stream.of(posture().name(), report.conclusion().name()),
                        safeKeys().stream().map(_ -> "safe key").limit(1))
                .toList();
    }

    boolean invalid() {
        return posture() == Posture.KEY_INVALID;
    }

    boolean disabledInAws(List<AwsCloud.KeyView> keys) {
        var stored = list.encryption().value().flatMap(e -> e.awsKms().customerMasterKeyId());
        return keys.stream()
                .anyMatch(k -> stored.filter(id -> k.arn().endsWith(id)).isPresent()
                        && !k.state().equals("Enabled"));
    }

    void agree(String where) {
        assertThat(list.posture()).as("list and header: %s", where).contains(posture());
        assertThat(keys.posture()).as("keys and header: %s", where).contains(posture());
        checkAndHeader(where);
        clustersAndKey(where);
        plan.ifPresent(p -> planAndHeader(p, where));
        keyWords(where);
    }

    private void checkAndHeader(String where) {
        var refusals = report.with(CheckOutcome.FAIL).stream()
                .map(CheckResult::id)
                .filter(CheckId::decidesAccess)
                .toList();
        if (GOOD.contains(posture())) {
            assertThat(refusals).as("%s in the header: %s", posture(), where).isEmpty();
        }
        if (header.badge().tone() == Tone.OK) {
            assertThat(report.result(CheckId.ATLAS_USED_KEY)
                            .map(r -> r.verdict().outcome()))
                    .as("green in the header: %s", where)
                    .isNotEqualTo(Optional.of(CheckOutcome.FAIL));
        }
        if (report.conclusion() == PreflightReport.Conclusion.PASSES) {
            assertThat(posture()).as("all checks pass: %s", where).isIn(GOOD);
        }
        if (overview.advice().tone() == Tone.OK) {
            assertThat(report.conclusion())
                    .as("nothing to do, says the overview: %s", where)
                    .isNotEqualTo(PreflightReport.Conclusion.FAILS);
        }
    }

    private void clustersAndKey(String where) {
        var now = header.shown();
        assertThat(clusters.rows().stream().filter(r -> r.key() == ClusterRow.KeyOwner.OURS))
                .as("clusters and header: %s", where)
                .hasSize((int) now.encryptedClusters());
        assertThat(list.encryptedClusters()).as("list and header: %s", where).isEqualTo(now.encryptedClusters());
        var green = overview.clusters().stream()
                .filter(c -> c.badge().tone() == Tone.OK)
                .count();
        assertThat(green)
                .as("green clusters under %s: %s", posture(), where)
                .isEqualTo(GOOD.contains(posture()) ? now.encryptedClusters() : 0);
        var waiting = now.clusters().value().orElse(List.of()).stream()
                .filter(Cluster::encrypted)
                .filter(c -> !c.idle())
                .map(Cluster::name)
                .toList();
        assertThat(clusters.rows().stream()
                        .filter(r -> waiting.contains(r.name()))
                        .map(ClusterRow::key))
                .as("a cluster that Atlas changes: %s", where)
                .allMatch(key -> key == ClusterRow.KeyOwner.CHANGING);
    }

    private void planAndHeader(Plan toEncrypt, String where) {
        var key = toEncrypt.step(AccessSteps.CONFIGURATION).orElseThrow();
        if (key.status() instanceof Status.Done) {
            assertThat(posture()).as("the plan finds the key good: %s", where).isIn(GOOD);
        }
        if (!GOOD.contains(posture())) {
            assertThat(toEncrypt.firstBlocked())
                    .as("the plan goes on under %s: %s", posture(), where)
                    .isPresent();
        }
    }

    private void keyWords(String where) {
        keys.survey().value().orElseThrow().keys().stream()
                .filter(k -> k.configured())
                .forEach(k -> assertThat(verdict(k.arn().map(KeyArn::toString).orElse(k.name())))
                        .as("the configured key: %s", where)
                        .isInstanceOf(KeyNeedVerdict.Needed.class));
    }

    private KeyNeedVerdict verdict(String key) {
        return OldKeys.judge(key, OldKeys.evidence(keys));
    }

    /** The keys that the keys command calls safe to disable. */
    List<KeyArn> safeKeys() {
        return keys.survey().value().orElseThrow().keys().stream()
                .flatMap(k -> k.arn().stream())
                .filter(arn -> verdict(arn.toString()) instanceof KeyNeedVerdict.Safe)
                .toList();
    }

    /** The record of the configured role, if the checks say that its trust policy lets Atlas in. */
    Optional<AccessRole> trusted() {
        return Surfaces.passes(report, CheckId.TRUST_POLICY) && Surfaces.passes(report, CheckId.ROLE_EXISTS)
                ? list.configuredRole().filter(r -> r.iamRoleArn().isPresent())
                : Optional.empty();
    }

    /** The configured key, if nothing but hidden policies may keep the role from it, says the check. */
    Optional<KeyArn> allowedKey() {
        var rest = Set.of(
                CheckId.IDENTITY_POLICIES,
                CheckId.PERMISSIONS_BOUNDARY,
                CheckId.KEY_POLICY,
                CheckId.SOURCE_ADDRESSES,
                CheckId.KEY_EXISTS,
                CheckId.KEY_TYPE,
                CheckId.KEY_STATE,
                CheckId.IMPORTED_MATERIAL);
        return rest.stream().allMatch(id -> Surfaces.passes(report, id)) ? report.key() : Optional.empty();
    }

    static boolean same(KeyArn key, String named) {
        return plain(key.keyId()).equals(plain(named.substring(named.lastIndexOf('/') + 1)));
    }

    private static String plain(String id) {
        return id.replace("mrk-", "").replace("-", "");
    }

    String words() {
        var text = new StringBuilder("header ")
                .append(posture())
                .append(" because ")
                .append(header.shown().state().key().reasons())
                .append('\n');
        report.results().stream()
                .filter(r -> r.verdict().outcome() != CheckOutcome.PASS)
                .forEach(r -> text.append(r.id())
                        .append(' ')
                        .append(r.verdict().outcome())
                        .append(' ')
                        .append(r.verdict().reason())
                        .append('\n'));
        return text.toString();
    }
}
