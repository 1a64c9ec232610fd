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
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.ui.clusters.ClusterRow;
import dev.cmkconsole.ui.clusters.ClustersViewModel;
import dev.cmkconsole.ui.project.OverviewViewModel.Overview;
import dev.cmkconsole.ui.projects.ProjectRow;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What every surface says about one project at one moment.
 *
 * @param life empty where it was not asked for
 * @param care likewise
 */
record Said(
        Shown shown,
        PreflightReport report,
        Optional<Plan> plan,
        KeysSaid keys,
        Optional<LifeSaid> life,
        Optional<CareSaid> care) {
    static final Set<Posture> GOOD = Set.of(Posture.ROLE_BASED, Posture.ON_CREDENTIALS);

    /** @param row the project's row of the list; empty if the list could not be read */
    record Shown(Optional<Row> row, Header header, Overview overview, ClustersViewModel clusters) {}

    record Row(ProjectRow shown, Optional<NextStep> next) {}

    record Header(ProjectSnapshot shown, Badge badge) {}

    String projectId() {
        return now().project().id();
    }

    ProjectSnapshot now() {
        return shown.header().shown();
    }

    Posture posture() {
        return now().posture().orElseThrow();
    }

    /** For the count of what was met. */
    List<String> kinds() {
        return Stream.concat(
                        Stream.of(posture().name(), report.conclusion().name()),
                        Stream.concat(
                                keys.safe().stream().map(_ -> "safe key").limit(1),
                                care.stream().flatMap(c -> c.kinds(keys))))
                .toList();
    }

    boolean invalid() {
        return posture() == Posture.KEY_INVALID;
    }

    boolean disabledInAws(List<AwsCloud.KeyView> keys) {
        var stored = now().encryption().value().flatMap(e -> e.awsKms().customerMasterKeyId());
        return keys.stream()
                .anyMatch(k -> stored.filter(id -> k.arn().endsWith(id)).isPresent()
                        && !k.state().equals("Enabled"));
    }

    void agree(String where) {
        shown.row().ifPresent(row -> listAndHeader(row, where));
        assertThat(keys.survey().posture()).as("keys and header: %s", where).contains(posture());
        checkAndHeader(where);
        clustersAndKey(where);
        plan.ifPresent(p -> planAndHeader(p, where));
        keys.agree(where);
        life.ifPresent(l -> l.agree(this, where));
        care.ifPresent(c -> c.agree(this, where));
    }

    private void listAndHeader(Row row, String where) {
        assertThat(row.shown().posture()).as("list and header: %s", where).contains(posture());
        var list = row.shown().snapshot().orElseThrow();
        assertThat(list.state()).as("list and header: %s", where).isEqualTo(now().state());
        assertThat(list.encryptedClusters()).as("list and header: %s", where).isEqualTo(now().encryptedClusters());
        assertThat(row.next().isPresent())
                .as("next step of list and overview: %s", where)
                .isEqualTo(shown.overview().advice().verb().isPresent());
    }

    private void checkAndHeader(String where) {
        var refusals = report.with(CheckOutcome.FAIL).stream()
                .map(CheckResult::id)
                .filter(CheckId::decidesAccess)
                .toList();
        if (GOOD.contains(posture())) {
            assertThat(refusals).as("%s in the header: %s", posture(), where).isEmpty();
        }
        if (shown.header().badge().tone() == Tone.OK) {
            assertThat(report.result(CheckId.ATLAS_USED_KEY)
                            .map(r -> r.verdict().outcome()))
                    .as("green in the header: %s", where)
                    .isNotEqualTo(Optional.of(CheckOutcome.FAIL));
        }
        if (report.conclusion() == PreflightReport.Conclusion.PASSES) {
            assertThat(posture()).as("all checks pass: %s", where).isIn(GOOD);
        }
        if (shown.overview().advice().tone() == Tone.OK) {
            assertThat(report.conclusion())
                    .as("nothing to do, says the overview: %s", where)
                    .isNotEqualTo(PreflightReport.Conclusion.FAILS);
        }
    }

    private void clustersAndKey(String where) {
        var now = now();
        assertThat(shown.clusters().rows().stream().filter(r -> r.key() == ClusterRow.KeyOwner.OURS))
                .as("clusters and header: %s", where)
                .hasSize((int) now.encryptedClusters());
        var green = shown.overview().clusters().stream()
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
        assertThat(shown.clusters().rows().stream()
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

    /** The record of the configured role, if the checks say that its trust policy lets Atlas in. */
    Optional<AccessRole> trusted() {
        return Surfaces.passes(report, CheckId.TRUST_POLICY) && Surfaces.passes(report, CheckId.ROLE_EXISTS)
                ? now().configuredRole().filter(r -> r.iamRoleArn().isPresent())
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
        boolean organizationDenies = report.result(CheckId.SERVICE_CONTROL_POLICIES)
                .filter(r -> r.verdict().outcome() == CheckOutcome.FAIL)
                .isPresent();
        return !organizationDenies && rest.stream().allMatch(id -> Surfaces.passes(report, id))
                ? report.key()
                : Optional.empty();
    }

    static boolean same(KeyArn key, String named) {
        return plain(key.keyId()).equals(plain(named));
    }

    static String plain(String named) {
        var id = named.substring(named.lastIndexOf('/') + 1);
        return id.replace("mrk-", "").replace("-", "");
    }

    String words() {
        var text = new StringBuilder("header ")
                .append(posture())
                .append(" because ")
                .append(now().state().key().reasons())
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
