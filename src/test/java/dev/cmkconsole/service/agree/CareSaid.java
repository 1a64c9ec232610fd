package dev.cmkconsole.service.agree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.command.projects.ProjectLine;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.RestoreProofs;
import dev.cmkconsole.preflight.need.RestoreProofs.ProofStanding;
import dev.cmkconsole.preflight.organization.PolicyLine;
import dev.cmkconsole.preflight.organization.PolicyLine.Meaning;
import dev.cmkconsole.preflight.organization.ProjectPolicies;
import dev.cmkconsole.preflight.protection.KeyProtection;
import dev.cmkconsole.preflight.protection.ProtectionCheck;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.procedure.disable.DisablePlanner;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.protect.ProtectChoices;
import dev.cmkconsole.procedure.protect.ProtectPlanner;
import dev.cmkconsole.procedure.requirekeys.RequireKeysChoices;
import dev.cmkconsole.procedure.requirekeys.RequireKeysPlanner;
import dev.cmkconsole.procedure.restoreproof.ProofStep;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.procedure.restoreproof.RestoreProofPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.run.OtherHands;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.text.Messages;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is said of the care for a key: the organization's policies, the key's protection, restore proofs, and the line
 * of the list on the command line.
 *
 * @param governed the project with the organization's policies
 * @param guarded the project with the key's policies in every region
 * @param protect the plan that leaves the key to those who may end it already
 * @param proofs for some keys that snapshots name, the plan that restores the newest one
 */
record CareSaid(
        ProjectLine line,
        ProjectSnapshot governed,
        Governed plans,
        ProjectSnapshot guarded,
        Plan protect,
        Map<KeyArn, Plan> proofs) {
    private static final String OPERATOR = "arn:aws:iam::" + OtherHands.OURS + ":user/operator";
    private static final Messages MESSAGES = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
    private static final int SOME_KEYS = 2;
    private static final Set<Meaning> CLUSTERS_NEED_KEYS = EnumSet.of(Meaning.CLUSTERS, Meaning.BOTH);

    /** @param require that clusters of the project need its key */
    record Governed(Plan disable, Plan require, Plan release) {}

    static CareSaid of(EncryptionService service, String id, KeysSaid keys) {
        var now = service.observe(id, ReadScope.CONFIGURED);
        var guarded = service.observe(id, ReadScope.CONFIGURED.with(ReadScope.More.KEY_GUARD));
        return new CareSaid(
                new ProjectLine(
                        now.project(), Optional.of(now), now.encryption().problem(), Optional.empty()),
                service.observe(id, ReadScope.CONFIGURED.with(ReadScope.More.POLICIES)),
                new Governed(
                        service.plan(new DisablePlanner(SandboxedConsole.WAITS), DisableChoices.PLAIN, id),
                        service.plan(new RequireKeysPlanner(), keys(true, false), id),
                        service.plan(new RequireKeysPlanner(), keys(false, true), id)),
                guarded,
                service.plan(
                        new ProtectPlanner(SandboxedConsole.WAITS),
                        new ProtectChoices(holders(guarded), Optional.empty(), false, Set.of(), Set.of()),
                        id),
                named(keys)
                        .collect(Collectors.toMap(
                                arn -> arn,
                                arn -> service.plan(
                                        new RestoreProofPlanner(SandboxedConsole.WAITS),
                                        RestoreProofChoices.of(Optional.of(arn), service.now()),
                                        id))));
    }

    private static RequireKeysChoices keys(boolean on, boolean searchNodes) {
        return new RequireKeysChoices(on, false, searchNodes, RequireKeysChoices.NAME, Set.of());
    }

    private static Stream<KeyArn> named(KeysSaid keys) {
        return keys.keys().stream()
                .flatMap(k -> k.arn().stream())
                .collect(Collectors.toMap(KeyArn::keyId, arn -> arn, (a, _) -> a))
                .values()
                .stream()
                .sorted(java.util.Comparator.comparing(KeyArn::toString))
                .limit(SOME_KEYS);
    }

    /** Those whom the policies name already, as far as a plan can name them. */
    private static List<String> holders(ProjectSnapshot guarded) {
        var named = ProtectionCheck.of(guarded).stream()
                .flatMap(p -> p.holders().stream())
                .filter(arn -> arn.matches("arn:aws:iam::\\d{12}:(role|user)/[\\w/-]+"))
                .distinct()
                .toList();
        return named.isEmpty() ? List.of(OPERATOR) : named;
    }

    /** For the count of what was met. */
    Stream<String> kinds(KeysSaid keys) {
        return Stream.of(
                "policies " + ProjectPolicies.result(governed).verdict().outcome(),
                clustersNeedKeys() ? "clusters need keys" : "clusters need no keys",
                "protection " + ProtectionCheck.result(guarded).verdict().outcome(),
                keys.keys().stream()
                                .map(k -> RestoreProofs.of(
                                        k.id(), keys.survey().survey().value().orElseThrow()))
                                .anyMatch(ProofStanding.Proven.class::isInstance)
                        ? "proven"
                        : "not proven");
    }

    void agree(Said said, String where) {
        list(said, where);
        policies(said, where);
        protection(where);
        said.keys().keys().forEach(key -> proofs(said, key, where));
    }

    private void list(Said said, String where) {
        var text = line.text(1, dev.cmkconsole.app.Procedures.types(), MESSAGES);
        var header = said.shown().header().shown();
        assertThat(line.unread()).as("projects: %s", where).isFalse();
        assertThat(text)
                .as("projects and header: %s", where)
                .contains(header.state()
                        .deletion()
                        .map(d -> MESSAGES.say(d.brief(line.now().orElseThrow().at())))
                        .orElseGet(() -> MESSAGES.get("posture." + said.posture())));
        assertThat(text.contains("  > "))
                .as("next step of projects and overview: %s", where)
                .isEqualTo(said.shown().overview().advice().verb().isPresent());
    }

    private void policies(Said said, String where) {
        var check = ProjectPolicies.result(governed).verdict().outcome();
        var lines = ProjectPolicies.of(governed).value();
        if (lines.isEmpty()) {
            assertThat(check).as("policies unread: %s", where).isEqualTo(CheckOutcome.CANNOT_TELL);
            assertThat(plans.require().firstBlocked())
                    .as("policies unread: %s", where)
                    .isPresent();
            assertThat(plans.release().firstBlocked())
                    .as("policies unread: %s", where)
                    .isPresent();
            assertThat(ruled(plans.disable())).as("policies unread: %s", where).isNotInstanceOf(Status.Done.class);
            return;
        }
        boolean needed = clustersNeedKeys();
        boolean forbids = lines.get().stream().map(PolicyLine::meaning).anyMatch(Meaning.FORBIDS::equals);
        var missing = plans.require().steps().stream()
                .filter(s -> s.id().value().startsWith("write-policy"))
                .anyMatch(s -> !s.status().done());
        if (!forbids) {
            assertThat(missing)
                    .as("the check and the plan that requires keys: %s %s", lines, where)
                    .isNotEqualTo(needed);
        }
        boolean released = plans.release().steps().stream()
                .noneMatch(
                        s -> s.id().value().startsWith("release") && !s.status().done());
        if (needed) {
            assertThat(released)
                    .as("the check and the plan that requires none: %s", where)
                    .isFalse();
        }
        if ((needed || forbids) && said.now().encryptedClusters() > 0) {
            assertThat(ruled(plans.disable()))
                    .as("a policy requires keys, and disabling: %s %s", lines, where)
                    .isInstanceOf(Status.Blocked.class);
        }
        said.plan()
                .ifPresent(encrypt -> assertThat(ruled(encrypt) instanceof Status.Blocked)
                        .as("a policy forbids every change, and encrypting: %s %s", lines, where)
                        .isEqualTo(
                                forbids && encrypt.step(RuleSteps.ORGANIZATION).isPresent()));
        var broken = lines.get().stream()
                .filter(l -> !l.broken().value().orElse(List.of()).isEmpty())
                .count();
        assertThat(check == CheckOutcome.WARN)
                .as("what does not comply: %s %s", lines, where)
                .isEqualTo(broken > 0);
    }

    /** Not needed where the plan has no such step. */
    private static Status ruled(Plan plan) {
        return plan.step(RuleSteps.ORGANIZATION).map(Step::status).orElse(Status.NOT_NEEDED);
    }

    private void protection(String where) {
        var regions = ProtectionCheck.of(guarded);
        var check = ProtectionCheck.result(guarded).verdict().outcome();
        if (protect.complete()) {
            assertThat(check).as("protected, says the plan: %s", where).isEqualTo(CheckOutcome.PASS);
        }
        if (regions.isEmpty() || regions.stream().anyMatch(p -> p.state() == KeyProtection.State.NOT_READ)) {
            assertThat(protect.firstBlocked())
                    .as("key policies unread: %s", where)
                    .isPresent();
        }
        boolean plain = regions.stream().allMatch(p -> p.patterns().isEmpty());
        boolean alike = regions.stream()
                        .map(p -> Set.copyOf(p.holders().stream()
                                .filter(arn -> !arn.endsWith(":root"))
                                .toList()))
                        .distinct()
                        .count()
                == 1;
        if (check == CheckOutcome.PASS && plain && alike && someone(regions)) {
            assertThat(protect.complete())
                    .as("protected, says the check: %s %s", regions, where)
                    .isTrue();
        }
    }

    private static boolean someone(List<KeyProtection> regions) {
        return regions.stream().flatMap(p -> p.holders().stream()).anyMatch(arn -> !arn.endsWith(":root"));
    }

    private void proofs(Said said, UsedKey key, String where) {
        var plan = key.arn().map(proofs::get);
        if (plan.isEmpty()) {
            return;
        }
        var standing =
                RestoreProofs.of(key.id(), said.keys().survey().survey().value().orElseThrow());
        var given = plan.get().steps().stream()
                .filter(s -> s.status() instanceof Status.Done)
                .flatMap(s -> ProofStep.parse(s.id().value()).stream())
                .findFirst();
        given.ifPresent(proof -> assertThat(shown(standing))
                .as("restored, says the plan; keys: %s %s", standing, where)
                .contains(proof.snapshot()));
        switch (standing) {
            case ProofStanding.CannotTell _ ->
                assertThat(plan.get().firstBlocked())
                        .as("backups unread: %s", where)
                        .isPresent();
            case ProofStanding.NothingToProve _ ->
                assertThat(plan.get().complete())
                        .as("nothing to prove: %s", where)
                        .isFalse();
            case ProofStanding.Missing _, ProofStanding.Failed _ ->
                assertThat(plan.get().complete())
                        .as("not proved, says keys: %s %s", standing, where)
                        .isFalse();
            case ProofStanding.Proven _, ProofStanding.Outdated _ -> {}
        }
    }

    private static Optional<String> shown(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.Proven(var proof) -> Optional.of(proof.snapshot());
            case ProofStanding.Outdated(var proof, var _) -> Optional.of(proof.snapshot());
            default -> Optional.empty();
        };
    }

    /** Asks Atlas and AWS whether they refuse what is said to be refused. May end the project's setup. */
    void hear(AwsGateway aws, OtherHands others, Said said, String where) {
        if (ProtectionCheck.result(guarded).verdict().outcome() == CheckOutcome.PASS) {
            ProtectionCheck.of(guarded)
                    .forEach(p -> assertThat(refused(aws, p.key()))
                            .as("protected, and its deletion in 7 days: %s %s", p, where)
                            .isTrue());
        }
        if (ruled(plans.disable()) instanceof Status.Blocked && clustersNeedKeys()) {
            var encrypted = said.now().clusters().value().orElse(List.of()).stream()
                    .filter(c -> c.encrypted() && c.idle())
                    .toList();
            var tries = encrypted.stream()
                    .flatMap(c -> others
                            .tried(
                                    "PATCH",
                                    "/clusters/" + c.name(),
                                    said.projectId(),
                                    "2024-10-23",
                                    "{\"encryptionAtRestProvider\":\"NONE\"}")
                            .stream());
            assertThat(encrypted.isEmpty() || tries.count() < encrypted.size())
                    .as("a policy forbids to disable: %s", where)
                    .isTrue();
        }
    }

    private boolean clustersNeedKeys() {
        return ProjectPolicies.of(governed).value().orElse(List.of()).stream()
                .map(PolicyLine::meaning)
                .anyMatch(CLUSTERS_NEED_KEYS::contains);
    }

    private static boolean refused(AwsGateway aws, KeyArn key) {
        try {
            aws.send(new AwsRequest.ScheduleKeyDeletion(key, 7));
            return false;
        } catch (ServiceException e) {
            return true;
        }
    }
}
