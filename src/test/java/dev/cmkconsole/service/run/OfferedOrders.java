package dev.cmkconsole.service.run;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.alerts.Acknowledge;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationPlanner;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.procedure.disable.DisablePlanner;
import dev.cmkconsole.procedure.drill.DrillChoices;
import dev.cmkconsole.procedure.drill.DrillPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.network.NetworkChoices;
import dev.cmkconsole.procedure.network.NetworkPlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.protect.ProtectChoices;
import dev.cmkconsole.procedure.protect.ProtectPlanner;
import dev.cmkconsole.procedure.requirekeys.RequireKeysChoices;
import dev.cmkconsole.procedure.requirekeys.RequireKeysPlanner;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.procedure.restoreproof.RestoreProofPlanner;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.procedure.roles.RecordPlanner;
import dev.cmkconsole.procedure.rotate.RegionChoices;
import dev.cmkconsole.procedure.rotate.RegionPlanner;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.procedure.searchnodes.SearchNodePlanner;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.service.roles.RolesReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The orders that a scenario can offer: every procedure with its kinds of choices, for every project. */
final class OfferedOrders {
    /** With what needs quoting in a shell. */
    private static final String AWKWARD = "-the console's $KEY `id` \"by hand\" \u202e\n\\ %s $(touch ran)";

    private final Sandbox sandbox;
    private final SandboxedConsole console;
    private final List<Offer<?>> offers = new ArrayList<>();
    private final Set<String> kinds;

    /** @param name the procedure and what distinguishes this order from the same procedure's others */
    record Offer<C extends Choices<C>>(String name, String project, Planner<C> planner, C choices) {
        Plan plan(SandboxedConsole console) {
            return console.service.plan(planner, choices, project);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** @param kinds what was offered before; more is added */
    OfferedOrders(Sandbox sandbox, SandboxedConsole console, Set<String> kinds) {
        this.kinds = kinds;
        this.sandbox = sandbox;
        this.console = console;
    }

    /** Those whose plan has something to send, once the user has accepted what cannot be told. */
    List<Offer<?>> all() {
        for (var project : console.service.projects()) {
            var now = console.service.observe(project.id(), ReadScope.CONFIGURED);
            if (sandbox.scenario().equals("roles")) {
                records(now);
                continue;
            }
            access(now);
            changeOfKey(now);
            clusters(now);
            setup(now);
            alerts(now);
            trials(now);
            rescue(now);
            rotationByAws(now);
            retirement(now);
            oldKeys(now);
            fixes(now);
        }
        return offers;
    }

    private List<KeyArn> keys() {
        return sandbox.aws().keys().stream()
                .filter(k -> k.accountId().equals(OtherHands.OURS))
                .map(k -> KeyArn.of(k.arn()))
                .toList();
    }

    private <C extends Choices<C>> void offer(ProjectSnapshot now, String name, Planner<C> planner, C choices) {
        var project = now.project();
        try {
            var accepted = choices.alsoAccepting(OfferedPlansTest.ACCEPTED);
            var plan = console.service.plan(planner, accepted, project.id());
            for (int i = 0;
                    i < 2 && !plan.undecided().isEmpty() && plan.firstBlocked().isEmpty();
                    i++) {
                Set<StepId> doubts = plan.undecided().stream().map(Step::id).collect(Collectors.toSet());
                accepted = accepted.alsoAccepting(doubts);
                plan = console.service.plan(planner, accepted, project.id());
            }
            if (plan.undecided().isEmpty()
                    && plan.firstBlocked().isEmpty()
                    && !plan.complete()
                    && kinds.add(kind(plan))) {
                String title = planner.procedure().id() + " of " + project.name() + ", " + name;
                offers.add(new Offer<>(title, project.id(), planner, accepted));
            }
        } catch (ServiceException e) {
            // What cannot be planned is not offered.
            assert e.problem() != null;
        }
    }

    /** What a plan sends, whichever project, key or access key it is about. */
    private static String kind(Plan plan) {
        return SandboxData.withoutIds(described(plan));
    }

    static String described(Plan plan) {
        return plan.open().stream()
                .map(step -> switch (step) {
                    case Step.AtlasStep atlas -> step.id() + " " + atlas.described();
                    case Step.AwsStep aws -> step.id() + " " + aws.described();
                    case Step.ManualStep manual -> step.id() + " " + manual.described();
                    case Step.WaitStep _, Step.CheckStep _ -> step.id().value();
                })
                .collect(Collectors.joining("\n"));
    }

    private void access(ProjectSnapshot now) {
        var key = keys().getFirst();
        var roles = console.service.iamRoles().stream()
                .limit(sandbox.scenario().equals("default") ? 2 : 1)
                .toList();
        var enable = new EnablePlanner(SandboxedConsole.WAITS);
        var change = new SwitchPlanner(SandboxedConsole.WAITS);
        var fresh = RoleChoice.newRole("-texts");
        offer(now, "a new role", enable, EnableChoices.byConsole(fresh, new KeyChoice.Existing(key)));
        offer(now, "a new role", change, SwitchChoices.byConsole(fresh));
        for (boolean multiRegion : new boolean[] {true, false}) {
            var both = EnableChoices.byConsole(fresh, new KeyChoice.Create(wish(now, multiRegion)));
            offer(now, "a new role and a new key, " + multiRegion, enable, both);
        }
        for (RoleArn role : roles) {
            offer(
                    now,
                    role.name(),
                    enable,
                    EnableChoices.byConsole(RoleChoice.existing(role), new KeyChoice.Existing(key)));
            offer(now, role.name(), change, SwitchChoices.byConsole(RoleChoice.existing(role)));
        }
    }

    private void changeOfKey(ProjectSnapshot now) {
        var rotate = new RotatePlanner(SandboxedConsole.WAITS);
        keys().stream()
                .limit(2)
                .forEach(key -> offer(
                        now,
                        key.keyId(),
                        rotate,
                        RotateChoices.byConsole(new KeyChoice.Existing(key)).withReminder(ReminderWish.after(200))));
        for (boolean multiRegion : new boolean[] {true, false}) {
            offer(
                    now,
                    "a new key, " + multiRegion,
                    rotate,
                    RotateChoices.byConsole(new KeyChoice.Create(wish(now, multiRegion)))
                            .withReminder(ReminderWish.after(200)));
        }
        var present = now.encryption().value().flatMap(e -> e.awsKms().customerMasterKeyId());
        keys().stream()
                .filter(KeyArn::multiRegion)
                .filter(k -> present.filter(p -> p.endsWith(k.keyId())).isPresent())
                .forEach(k -> offer(
                        now, k.region().id(), new RegionPlanner(SandboxedConsole.WAITS), RegionChoices.byConsole(k)));
    }

    private static NewKey wish(ProjectSnapshot now, boolean multiRegion) {
        return new NewKey(
                now.project().id(),
                "alias/texts",
                AWKWARD,
                Map.of("cost centre", "=a=b", "e", ""),
                new AwsRegion("us-east-1"),
                Optional.of(180),
                multiRegion);
    }

    private void clusters(ProjectSnapshot now) {
        var planner = new ClusterPlanner(SandboxedConsole.WAITS);
        var possible = new HashMap<String, Boolean>();
        now.clusters().value().orElse(List.of()).stream()
                .filter(c -> c.obstacle().isEmpty())
                .forEach((Cluster c) -> possible.put(c.name(), !c.encrypted()));
        offer(now, "all the other way", planner, new ClusterChoices(possible, Optional.empty()));
        offer(
                now,
                "a new one",
                planner,
                ClusterChoices.create(new NewCluster("texts", "AWS", "US_EAST_1", "M10", true)));
    }

    private void setup(ProjectSnapshot now) {
        for (boolean on : new boolean[] {true, false}) {
            offer(
                    now,
                    on ? "private" : "public",
                    new NetworkPlanner(SandboxedConsole.WAITS),
                    NetworkChoices.of(on).replacing(failedEndpoints(now)));
            offer(now, on ? "on" : "off", new SearchNodePlanner(SandboxedConsole.WAITS), new SearchNodeChoices(on));
        }
        var me = now.aws().caller().value().map(AwsCaller::arn).stream().toList();
        offer(
                now,
                "by the caller",
                new ProtectPlanner(SandboxedConsole.WAITS),
                new ProtectChoices(me, Optional.empty(), false, Set.of(), Set.of()));
        offer(
                now,
                "in this project",
                new RequireKeysPlanner(),
                new RequireKeysChoices(true, false, true, RequireKeysChoices.NAME, Set.of()));
        offer(now, "all of it", new DisablePlanner(SandboxedConsole.WAITS), DisableChoices.PLAIN);
    }

    private void alerts(ProjectSnapshot now) {
        var planner = new AlertsPlanner();
        offer(now, "what is missing", planner, AlertsChoices.TURN_ON);
        offer(
                now,
                "days and a recipient",
                planner,
                AlertsChoices.TURN_ON.after(200).telling(List.of(Recipient.parse("email:keys@example.com"))));
        now.alerts().value().orElse(List.of()).stream()
                .flatMap(alert -> alert.about().stream())
                .limit(1)
                .forEach(alert -> offer(
                        now,
                        "acknowledged",
                        planner,
                        AlertsChoices.acknowledging(List.of(new Acknowledge(
                                alert.word(), Optional.of(now.at().plusSeconds(86_400)), Optional.of(AWKWARD))))));
    }

    /** What the window offers about every record, and about trust that is left over. */
    private void records(ProjectSnapshot now) {
        var reading = RolesReading.of(console.service, now.project().id());
        var planner = new RecordPlanner(SandboxedConsole.WAITS);
        for (var cleanUp : CleanUp.values()) {
            reading.roles()
                    .records()
                    .forEach(r -> offer(
                            now,
                            cleanUp + " " + r.record().roleId(),
                            planner,
                            aged(reading.deauthorize(r.record().roleId(), cleanUp))));
            if (cleanUp != CleanUp.NOTHING) {
                reading.roles()
                        .leftOver()
                        .forEach(l -> offer(
                                now, cleanUp + " " + l.role().name(), planner, RecordChoices.leftOver(l, cleanUp)));
            }
        }
    }

    private void rescue(ProjectSnapshot now) {
        var rescue = Rescue.of(console.service, now.project().id());
        if (rescue.repair().isPresent()) {
            offer(now, "the first cause", new RescuePlanner(SandboxedConsole.WAITS), rescue.choices());
        }
    }

    private void trials(ProjectSnapshot now) {
        var since = console.service.now();
        offer(
                now,
                "of a former key",
                new RestoreProofPlanner(SandboxedConsole.WAITS),
                RestoreProofChoices.of(Optional.empty(), since));
        offer(
                now,
                "all of it",
                new DrillPlanner(SandboxedConsole.WAITS),
                DrillChoices.after(console.service.trials().drill(now.project().id())));
    }

    /** A world that is loaded again is ahead of the console's clock, so that every record looks new. */
    private static RecordChoices aged(RecordChoices choices) {
        return choices.withAccepted(Set.of(RecordPlanner.AGE));
    }

    private Set<String> failedEndpoints(ProjectSnapshot now) {
        return console
                .service
                .observe(now.project().id(), ReadScope.CONFIGURED.with(ReadScope.More.KMS_ENDPOINTS))
                .setup()
                .endpoints()
                .value()
                .orElse(List.of())
                .stream()
                .filter(KmsEndpoint::failed)
                .map(KmsEndpoint::id)
                .collect(Collectors.toSet());
    }

    private void rotationByAws(ProjectSnapshot now) {
        var planner = new AwsRotationPlanner(SandboxedConsole.WAITS);
        offer(now, "every 200 days", planner, AwsRotationChoices.byItself(200));
        offer(now, "once", planner, AwsRotationChoices.once(console.service.now()));
    }

    private void retirement(ProjectSnapshot now) {
        sandbox.aws().credentials().stream()
                .filter(c -> !c.accessKeyId().equals(sandbox.awsOperator().accessKeyId()))
                .limit(2)
                .forEach(c -> {
                    for (var act : RetireChoices.RetireAct.values()) {
                        offer(
                                now,
                                act + " " + c.accessKeyId(),
                                new RetirePlanner(SandboxedConsole.WAITS),
                                RetireChoices.of(c.accessKeyId(), act));
                    }
                });
    }

    private void oldKeys(ProjectSnapshot now) {
        sandbox.aws().keys().stream()
                .filter(k -> k.accountId().equals(OtherHands.OURS))
                .forEach(k -> possible(k.state())
                        .forEach(act -> offer(
                                now,
                                act + " " + k.arn(),
                                new OldKeyPlanner(SandboxedConsole.WAITS),
                                OldKeyChoices.of(KeyArn.of(k.arn()), act))));
    }

    /** The acts that a key in this state allows. */
    private static List<OldKeyAct> possible(String state) {
        return switch (state) {
            case "Enabled" -> List.of(OldKeyAct.TAKE_OUT, OldKeyAct.DISABLE);
            case "Disabled" -> List.of(OldKeyAct.TAKE_OUT, OldKeyAct.ENABLE, OldKeyAct.SCHEDULE_DELETION);
            case "PendingDeletion" -> List.of(OldKeyAct.CANCEL_DELETION);
            default -> List.of();
        };
    }

    /** What the checks propose about the project's own role and key. */
    private void fixes(ProjectSnapshot now) {
        var report = console.service.check(
                now.project().id(), CheckFocus.of(Optional.empty(), Optional.empty(), Optional.empty()), _ -> {});
        report.results().stream()
                .flatMap(r -> r.verdict().fixes().stream())
                .filter(Fix.PolicyChange.class::isInstance)
                .map(f -> ((Fix.PolicyChange) f).request())
                .filter(ApplyFixPlanner::writesDocument)
                .distinct()
                .forEach(request -> offer(
                        now,
                        request.operation(),
                        new ApplyFixPlanner(SandboxedConsole.WAITS),
                        FixChoices.applying(request, report.role())));
    }
}
