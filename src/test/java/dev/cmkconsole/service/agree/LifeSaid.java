package dev.cmkconsole.service.agree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.PreflightReport.Conclusion;
import dev.cmkconsole.preflight.roles.LeftOverTrust;
import dev.cmkconsole.preflight.roles.ProjectRoles;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.preflight.roles.RoleSide.Admission;
import dev.cmkconsole.preflight.roles.RoleSide.Existence;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.procedure.network.NetworkChoices;
import dev.cmkconsole.procedure.network.NetworkPlanner;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.rescue.Cause;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.service.run.OtherHands;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.ui.project.OverviewSaid;
import dev.cmkconsole.ui.view.Tone;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is said of a key's life beside its use: the rescue, the alerts, the role records, the private network.
 *
 * @param alerting the project as the list of its alerts shows it
 * @param alertsPlan the plan that turns on what is missing
 * @param networkPlan the plan that requires private networking
 */
record LifeSaid(
        Rescue rescue,
        Plan rescuePlan,
        ProjectSnapshot alerting,
        Plan alertsPlan,
        ProjectRoles roles,
        Plan networkPlan) {

    /** KMS really refuses Atlas where one of these is the cause. */
    private static final Set<Cause> POLICIES = EnumSet.of(
            Cause.ROLE_POLICY_DENIES,
            Cause.ROLE_POLICY_LACKS,
            Cause.KEY_POLICY_DENIES,
            Cause.KEY_POLICY_LACKS,
            Cause.BOUNDARY_DENIES,
            Cause.BOUNDARY_LACKS);

    private static final Set<Cause> TRUST =
            EnumSet.of(Cause.TRUST_DENIES, Cause.TRUST_EXTERNAL_ID, Cause.TRUST_PRINCIPAL, Cause.ROLE_GONE);

    static LifeSaid of(EncryptionService service, String projectId) {
        var rescue = Rescue.of(service, projectId);
        return new LifeSaid(
                rescue,
                service.plan(new RescuePlanner(SandboxedConsole.WAITS), rescue.choices(), projectId),
                service.observe(projectId, ReadScope.CONFIGURED.with(ReadScope.More.ALERTS)),
                service.plan(new AlertsPlanner(), AlertsChoices.TURN_ON, projectId),
                RolesReading.of(service, projectId).roles(),
                service.plan(new NetworkPlanner(SandboxedConsole.WAITS), NetworkChoices.of(true), projectId));
    }

    private static boolean keySet(Posture posture) {
        return switch (posture) {
            case NOT_SET_UP, OTHER_PROVIDER -> false;
            case ROLE_BASED, ON_CREDENTIALS, KEY_IN_DOUBT, KEY_INVALID -> true;
        };
    }

    void agree(Said said, String where) {
        rescueAndHeader(said, where);
        rescueAndCheck(said.report(), where);
        alerts(said, where);
        roles(said.report(), where);
        network(said.report(), where);
        overview(said, where);
    }

    private void rescueAndHeader(Said said, String where) {
        assertThat(rescue.diagnosis().configured())
                .as("rescue and header: has a key: %s", where)
                .isEqualTo(keySet(said.posture()));
        if (Said.GOOD.contains(said.posture())) {
            assertThat(rescue.diagnosis().causes())
                    .as("rescue under %s: %s", said.posture(), where)
                    .isEmpty();
        } else if (keySet(said.posture())) {
            assertThat(rescue.diagnosis().causes())
                    .as("rescue under %s: %s", said.posture(), where)
                    .isNotEmpty();
        }
        if (rescue.repair().isPresent()) {
            assertThat(rescuePlan.complete())
                    .as("rescue offers a repair, its plan is complete: %s", where)
                    .isFalse();
        }
        if (rescuePlan.complete()) {
            assertThat(rescue.diagnosis().nothingToRepair())
                    .as(
                            "the rescue's plan is complete: %s %s",
                            rescue.diagnosis().causes(), where)
                    .isTrue();
        }
    }

    private void rescueAndCheck(PreflightReport report, String where) {
        var refusals = report.with(CheckOutcome.FAIL).stream()
                .map(CheckResult::id)
                .filter(CheckId::decidesAccess)
                .toList();
        if (!refusals.isEmpty() && rescue.diagnosis().configured()) {
            assertThat(rescue.diagnosis().causes())
                    .as("checks fail: %s %s", refusals, where)
                    .isNotEmpty();
        }
        if (report.conclusion() == Conclusion.PASSES) {
            assertThat(rescue.diagnosis().causes())
                    .as("all checks pass: %s", where)
                    .isEmpty();
        }
    }

    private void alerts(Said said, String where) {
        if (alerting.setup().alerts().value().isEmpty()) {
            return;
        }
        var lacking = AlertsPlanner.standings(
                        alerting, alerting.setup().alerts().value().get())
                .stream()
                .filter(AlertStanding::lacking)
                .toList();
        said.report()
                .result(CheckId.KEY_ALERTS)
                .map(r -> r.verdict().outcome())
                .filter(o -> o != CheckOutcome.CANNOT_TELL)
                .ifPresent(outcome -> {
                    assertThat(outcome == CheckOutcome.PASS)
                            .as("key-alerts and the list of alerts: %s %s", lacking, where)
                            .isEqualTo(lacking.isEmpty());
                    assertThat(alertsPlan.complete())
                            .as("the list of alerts and the plan: %s %s", lacking, where)
                            .isEqualTo(lacking.isEmpty());
                });
    }

    private Optional<RecordStanding> configured() {
        return roles.records().stream().filter(RecordStanding::configured).findFirst();
    }

    private static Optional<CheckOutcome> outcome(PreflightReport report, CheckId id) {
        return report.result(id).map(r -> r.verdict().outcome());
    }

    private void roles(PreflightReport report, String where) {
        configured().ifPresent(record -> {
            assertThat(record.uses()).as("the configured record: %s", where).isNotEmpty();
            var existence = record.iam().existence();
            if (outcome(report, CheckId.ROLE_EXISTS).equals(Optional.of(CheckOutcome.PASS))) {
                assertThat(existence).as("role-exists passes: %s", where).isEqualTo(Existence.EXISTS);
            }
            if (existence == Existence.MISSING) {
                assertThat(outcome(report, CheckId.ROLE_EXISTS))
                        .as("the list of roles misses it: %s", where)
                        .contains(CheckOutcome.FAIL);
            }
            var trust = outcome(report, CheckId.TRUST_POLICY);
            if (existence == Existence.EXISTS && trust.equals(Optional.of(CheckOutcome.PASS))) {
                assertThat(record.iam().admission())
                        .as("trust-policy passes: %s", where)
                        .isEqualTo(Admission.ADMITS);
            }
            if (existence == Existence.EXISTS && trust.equals(Optional.of(CheckOutcome.FAIL))) {
                assertThat(record.iam().admission())
                        .as("trust-policy fails: %s", where)
                        .isNotEqualTo(Admission.ADMITS);
            }
        });
    }

    private void network(PreflightReport report, String where) {
        if (networkPlan.complete()) {
            assertThat(outcome(report, CheckId.PRIVATE_ENDPOINTS))
                    .as("private networking is set up, says the plan: %s", where)
                    .isNotEqualTo(Optional.of(CheckOutcome.FAIL))
                    .isPresent();
        }
    }

    private void overview(Said said, String where) {
        var overview = said.shown().overview();
        if (overview.advice().tone() == Tone.OK) {
            assertThat(OverviewSaid.dangers(overview))
                    .as("nothing to do, says the overview: %s", where)
                    .isZero();
        }
        if (overview.advice().verb().isEmpty() && Said.GOOD.contains(said.posture())) {
            assertThat(rescue.diagnosis().causes())
                    .as("the overview advises nothing: %s", where)
                    .isEmpty();
        }
        var open = alerting.alerts().value().orElse(List.of());
        assertThat(OverviewSaid.alerts(overview))
                .as("a task for each open alert: %s", where)
                .isGreaterThanOrEqualTo(open.size());
    }

    /** Asks Atlas, AWS and time whether it is as the rescue and the list of roles say. May end the project's setup. */
    void hear(Sandbox sandbox, AtlasGateway atlas, OtherHands others, Said said, String where) {
        var id = said.projectId();
        rescue.diagnosis().causes().forEach(found -> hear(found.cause(), sandbox, where + " " + found));
        var stored = rescue.report().key();
        if (Said.GOOD.contains(said.posture())) {
            assertThat(open(atlas, id).filter(Alert::aboutKeyUse))
                    .as("%s in the header: %s", said.posture(), where)
                    .isEmpty();
        }
        assertThat(stored).isEqualTo(said.report().key());
        records(atlas, others, id, where);
        leftOver(sandbox, others, where);
    }

    private static Stream<Alert> open(AtlasGateway atlas, String id) {
        return atlas.openAlerts(id).stream();
    }

    private void hear(Cause cause, Sandbox sandbox, String where) {
        var key = rescue.report().key().map(Object::toString);
        var state = key.flatMap(arn ->
                sandbox.aws().keys().stream().filter(k -> k.arn().equals(arn)).findFirst());
        switch (cause) {
            case KEY_DISABLED ->
                assertThat(state)
                        .as(where)
                        .hasValueSatisfying(k -> assertThat(k.state()).isNotEqualTo("Enabled"));
            case KEY_PENDING_DELETION ->
                assertThat(state.map(k -> k.state()).orElse("PendingDeletion"))
                        .as(where)
                        .isEqualTo("PendingDeletion");
            case KEY_DELETED -> assertThat(state).as(where).isEmpty();
            default -> {}
        }
        configured()
                .map(RecordStanding::record)
                .filter(r -> r.iamRoleArn().isPresent() && key.isPresent())
                .ifPresent(r -> refused(cause, sandbox, r, key.get(), where));
    }

    private void refused(Cause cause, Sandbox sandbox, AccessRole record, String key, String where) {
        var role = record.iamRoleArn().orElseThrow();
        if (TRUST.contains(cause)) {
            assertThat(sandbox.aws().assumeRole(role, record.externalId()))
                    .as("%s: %s", cause, where)
                    .isPresent();
        }
        if (POLICIES.contains(cause) && !throughEndpoint()) {
            var region = KeyArn.of(key).region().id();
            assertThat(sandbox.aws().useKeyWithRole(role, record.externalId(), key, region))
                    .as("%s: %s", cause, where)
                    .isPresent();
        }
    }

    /** The sandbox's Atlas calls from public addresses, whatever the project requires. */
    private boolean throughEndpoint() {
        return alerting.encryption()
                .value()
                .filter(e -> e.awsKms().requirePrivateNetworking())
                .isPresent();
    }

    /** Every record that is offered to be deleted is really unused. */
    private void records(AtlasGateway atlas, OtherHands others, String id, String where) {
        var now = alerting.at();
        boolean valid = valid(atlas, id);
        var offered = roles.records().stream()
                .filter(r -> r.offer(now) == RecordStanding.Offer.DEAUTHORIZE)
                .toList();
        offered.forEach(r -> assertThat(others.tried(
                        "DELETE", "/cloudProviderAccess/AWS/" + r.record().roleId(), id, "2023-01-01", null))
                .as("a record that is offered to be deleted, %s: %s", r.record().roleId(), where)
                .isPresent());
        if (!offered.isEmpty()) {
            assertThat(valid(atlas, id))
                    .as("after unused records were deleted: %s", where)
                    .isEqualTo(valid);
        }
    }

    private static boolean valid(AtlasGateway atlas, String id) {
        return atlas.encryptionAtRest(id).awsKms().valid();
    }

    /** No project of the organization has an external id of trust that is called left over, where all were read. */
    private void leftOver(Sandbox sandbox, OtherHands others, String where) {
        if (roles.leftOver().isEmpty()
                || roles.projectsUnread().isPresent()
                || !roles.unreadProjects().isEmpty()) {
            return;
        }
        var inUse = sandbox.atlas().projects().stream()
                .flatMap(p -> others.records(p.id()).stream())
                .map(AccessRole::externalId)
                .collect(Collectors.toSet());
        assertThat(roles.leftOver().stream()
                        .map(LeftOverTrust::externalIds)
                        .flatMap(List::stream)
                        .filter(inUse::contains))
                .as("left over, and in use: %s", where)
                .isEmpty();
    }
}
