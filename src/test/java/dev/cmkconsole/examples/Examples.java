package dev.cmkconsole.examples;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.alerts.Acknowledge;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.procedure.alerts.AlertsProcedure;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationProcedure;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterProcedure;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.procedure.disable.DisableProcedure;
import dev.cmkconsole.procedure.drill.DrillChoices;
import dev.cmkconsole.procedure.drill.DrillProcedure;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.fix.FixProcedure;
import dev.cmkconsole.procedure.network.NetworkChoices;
import dev.cmkconsole.procedure.network.NetworkProcedure;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.procedure.oldkey.OldKeyProcedure;
import dev.cmkconsole.procedure.protect.ProtectChoices;
import dev.cmkconsole.procedure.protect.ProtectProcedure;
import dev.cmkconsole.procedure.requirekeys.RequireKeysChoices;
import dev.cmkconsole.procedure.requirekeys.RequireKeysProcedure;
import dev.cmkconsole.procedure.rescue.RescueChoices;
import dev.cmkconsole.procedure.rescue.RescueProcedure;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.procedure.restoreproof.RestoreProofProcedure;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetireChoices.RetireAct;
import dev.cmkconsole.procedure.retire.RetireProcedure;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.procedure.roles.RecordPlanner;
import dev.cmkconsole.procedure.roles.RecordProcedure;
import dev.cmkconsole.procedure.rotate.RegionChoices;
import dev.cmkconsole.procedure.rotate.RegionProcedure;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotateProcedure;
import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.procedure.searchnodes.SearchNodeProcedure;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchProcedure;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.service.run.OtherHands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every procedure's examples, listed once. The tests that kill, interrupt and disturb runs, that walk through
 * sandboxes, that compare texts and Terraform configurations with runs, and that compare surfaces take their orders
 * from here. A procedure needs one line: where it has something to send, and with which choices.
 */
public final class Examples {
    /** With what needs quoting in a shell and in Terraform. */
    private static final String AWKWARD = "-the console's $KEY ${KEY} `id` \"by hand\" \u202e\n\\ %s %{x} $(touch ran)";

    private static final KeyArn ANALYTICS =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/9a61c0d4-2b7f-4e58-b3a6-6e9f0d1c5d42");
    private static final KeyArn NEXT =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20");
    private static final KeyArn EUROPE =
            KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/mrk-6c1d0f4b82a94e57b3d65e90a7f218cc");

    private static final List<Example<?>> ALL = List.of(
            Example.of(
                            EnableProcedure.TYPE,
                            "default",
                            "analytics-dev",
                            _ -> EnableChoices.byConsole(role(), new KeyChoice.Existing(ANALYTICS)))
                    .and(Examples::enable),
            Example.of(ClusterProcedure.TYPE, "default", "ledger-legacy", _ -> encrypting("sandpit"))
                    .and(Examples::clusters),
            Example.of(SwitchProcedure.TYPE, "legacy", "ledger-legacy", _ -> SwitchChoices.byConsole(role()))
                    .and(w -> OrdersFor.each(w.roles("-texts"), SwitchChoices::byConsole)),
            Example.of(RotateProcedure.TYPE, "default", "payments-prod", _ -> rotating(NEXT))
                    .and(Examples::rotate),
            Example.of(RegionProcedure.TYPE, "multi-region", "orders-global", _ -> RegionChoices.byConsole(EUROPE))
                    .and(w -> OrdersFor.each(replicas(w), RegionChoices::byConsole)),
            Example.of(AwsRotationProcedure.TYPE, "default", "payments-prod", _ -> AwsRotationChoices.byItself(200))
                    .and(Examples::rotationByAws),
            Example.of(OldKeyProcedure.TYPE, "default", "payments-prod", _ -> OldKeyChoices.of(NEXT, OldKeyAct.DISABLE))
                    .and(Examples::oldKeys),
            Example.of(RetireProcedure.TYPE, "default", "payments-prod", _ -> retiring("AKIASANDBOXAUDITOR22"))
                    .and(Examples::retire),
            Example.of(
                            FixProcedure.TYPE,
                            "broken-role",
                            "payments-prod",
                            here -> fixes(here).values().iterator().next())
                    .and(w -> fixes(w.here())),
            Example.of(SearchNodeProcedure.TYPE, "private-network", "vault-prod", _ -> new SearchNodeChoices(false))
                    .and(_ -> OrdersFor.each(List.of(true, false), SearchNodeChoices::new)),
            Example.of(ProtectProcedure.TYPE, "default", "payments-prod", _ -> protectedFor("user/operator")),
            Example.of(NetworkProcedure.TYPE, "multi-region", "orders-global", _ -> NetworkChoices.of(true))
                    .and(_ -> OrdersFor.each(List.of(true, false), NetworkChoices::of)),
            Example.of(
                            RescueProcedure.TYPE,
                            "broken-role",
                            "payments-prod",
                            here -> rescue(here).get("the first cause"))
                    .and(w -> rescue(w.here())),
            Example.of(AlertsProcedure.TYPE, "default", "payments-prod", _ -> telling())
                    .and(Examples::alerts),
            Example.of(RecordProcedure.TYPE, "roles", "orders", Examples::spareRecord)
                    .and(w -> records(w.here())),
            Example.of(RequireKeysProcedure.TYPE, "default", "payments-prod", _ -> requiringKeys(true))
                    .and(_ -> OrdersFor.each(List.of(true, false), Examples::requiringKeys)),
            Example.of(RestoreProofProcedure.TYPE, "old-keys", "harbor", Examples::proof),
            Example.of(DrillProcedure.TYPE, "old-keys", "drill-lab", Examples::drill),
            Example.of(DisableProcedure.TYPE, "private-network", "vault-prod", _ -> DisableChoices.PLAIN));

    /** The scenarios in which the orders of every procedure are tried. */
    public static final List<String> USUAL = List.of(
            "default",
            "fresh",
            "legacy",
            "interrupted",
            "multi-region",
            "private-network",
            "key-pending-deletion",
            "broken-role");

    /** The usual scenarios, and those of single procedures. */
    public static final List<String> SCENARIOS = Stream.concat(
                    USUAL.stream(), ALL.stream().map(Example::scenario))
            .distinct()
            .toList();

    private Examples() {}

    public static List<Example<?>> all() {
        return ALL;
    }

    /** The examples whose orders are tried in a scenario. */
    public static List<Example<?>> in(String scenario) {
        return USUAL.contains(scenario)
                ? ALL
                : ALL.stream().filter(e -> e.scenario().equals(scenario)).toList();
    }

    private static RoleChoice role() {
        return RoleChoice.newRole("atlas-example");
    }

    private static Map<String, EnableChoices> enable(OrdersFor world) {
        var orders = new LinkedHashMap<String, EnableChoices>();
        for (var role : world.roles("-texts")) {
            world.some(world.keys(), 1)
                    .forEach(key -> orders.put(
                            role + ", " + key.keyId(), EnableChoices.byConsole(role, new KeyChoice.Existing(key))));
        }
        for (boolean multiRegion : new boolean[] {true, false}) {
            var both = EnableChoices.byConsole(
                    RoleChoice.newRole("-texts"), new KeyChoice.Create(newKey(world, multiRegion)));
            orders.put("a new role and a new key, " + multiRegion, both);
        }
        return orders;
    }

    private static NewKey newKey(OrdersFor world, boolean multiRegion) {
        return new NewKey(
                world.now().project().id(),
                "alias/texts",
                AWKWARD,
                Map.of("cost centre", "=a=b", "e", ""),
                new AwsRegion("us-east-1"),
                Optional.of(180),
                multiRegion);
    }

    private static ProtectChoices protectedFor(String principal) {
        return new ProtectChoices(
                List.of("arn:aws:iam::111122223333:" + principal), Optional.empty(), false, Set.of(), Set.of());
    }

    /** What the window offers about every record, and about trust that is left over. */
    private static Map<String, RecordChoices> records(Example.Here here) {
        var orders = new LinkedHashMap<String, RecordChoices>();
        var reading = RolesReading.of(here.console().service, here.projectId());
        for (var cleanUp : CleanUp.values()) {
            reading.roles()
                    .records()
                    .forEach(r -> orders.put(
                            cleanUp + " " + r.record().roleId(),
                            aged(reading.deauthorize(r.record().roleId(), cleanUp))));
            if (cleanUp != CleanUp.NOTHING) {
                reading.roles()
                        .leftOver()
                        .forEach(l -> orders.put(cleanUp + " " + l.role().name(), RecordChoices.leftOver(l, cleanUp)));
            }
        }
        return orders;
    }

    /** A world that is loaded again is ahead of the console's clock, so that every record looks new. */
    private static RecordChoices aged(RecordChoices choices) {
        return choices.withAccepted(Set.of(RecordPlanner.AGE));
    }

    private static RecordChoices spareRecord(Example.Here here) {
        var reading = RolesReading.of(here.console().service, here.projectId());
        return reading.roles().records().stream()
                .filter(r -> r.way() == RecordStanding.Way.DELETE_ROLE)
                .findFirst()
                .map(r -> aged(reading.deauthorize(r.record().roleId(), CleanUp.ROLE)))
                .orElseThrow();
    }

    private static Map<String, RescueChoices> rescue(Example.Here here) {
        var rescue = Rescue.of(here.console().service, here.projectId());
        return rescue.repair().isPresent() ? Map.of("the first cause", rescue.choices()) : Map.of();
    }

    private static RestoreProofChoices proof(Example.Here here) {
        return RestoreProofChoices.of(Optional.empty(), here.console().service.now());
    }

    private static DrillChoices drill(Example.Here here) {
        return DrillChoices.after(here.console().service.history().trials().drill(here.projectId()));
    }

    private static RequireKeysChoices requiringKeys(boolean on) {
        return new RequireKeysChoices(on, false, true, RequireKeysChoices.NAME, Set.of());
    }

    private static AlertsChoices telling() {
        return AlertsChoices.TURN_ON.after(200).telling(List.of(Recipient.parse("email:keys@example.com")));
    }

    private static Map<String, AlertsChoices> alerts(OrdersFor world) {
        var orders = new LinkedHashMap<String, AlertsChoices>();
        orders.put("what is missing", AlertsChoices.TURN_ON);
        orders.put("days and a recipient", telling());
        world.now().alerts().value().orElse(List.of()).stream()
                .flatMap(alert -> alert.about().stream())
                .limit(1)
                .forEach(alert -> orders.put(
                        "acknowledged",
                        AlertsChoices.acknowledging(List.of(new Acknowledge(
                                alert.word(),
                                Optional.of(world.now().at().plusSeconds(60 * 86_400L)),
                                Optional.of(AWKWARD.replace("\u202e", "")))))));
        return orders;
    }

    private static ClusterChoices encrypting(String cluster) {
        return new ClusterChoices(Map.of(cluster, true), Optional.empty());
    }

    /** Clusters that the screen lets the user select. */
    private static Map<String, ClusterChoices> clusters(OrdersFor world) {
        Map<String, Boolean> flipped = world.now().clusters().value().orElse(List.of()).stream()
                .filter(c -> c.obstacle().isEmpty())
                .collect(Collectors.toMap(Cluster::name, c -> !c.encrypted()));
        var orders = new LinkedHashMap<String, ClusterChoices>();
        orders.put("all the other way", new ClusterChoices(flipped, Optional.empty()));
        orders.put("a new one", ClusterChoices.create(newCluster(true)));
        if (world.all()) {
            orders.put("a new one without the key", ClusterChoices.create(newCluster(false)));
            flipped.forEach((name, on) -> orders.put(name, new ClusterChoices(Map.of(name, on), Optional.empty())));
        }
        return orders;
    }

    private static NewCluster newCluster(boolean encrypted) {
        return new NewCluster("texts", "AWS", "US_EAST_1", "M10", encrypted);
    }

    private static RotateChoices rotating(KeyArn key) {
        return RotateChoices.byConsole(new KeyChoice.Existing(key)).withReminder(ReminderWish.after(200));
    }

    private static Map<String, RotateChoices> rotate(OrdersFor world) {
        var orders = new LinkedHashMap<String, RotateChoices>();
        world.some(world.keys(), 2).forEach(key -> orders.put(key.toString(), rotating(key)));
        for (boolean multiRegion : new boolean[] {true, false}) {
            orders.put(
                    multiRegion ? "a new multi-Region key" : "a new key",
                    RotateChoices.byConsole(new KeyChoice.Create(newKey(world, multiRegion)))
                            .withReminder(ReminderWish.after(200)));
        }
        return orders;
    }

    /** The same key elsewhere, and where it is. */
    private static List<KeyArn> replicas(OrdersFor world) {
        return world.keys().stream()
                .filter(KeyArn::multiRegion)
                .filter(k -> world.presentKey()
                        .filter(present -> present.keyId().equals(k.keyId()))
                        .isPresent())
                .toList();
    }

    private static Map<String, AwsRotationChoices> rotationByAws(OrdersFor world) {
        var orders = new LinkedHashMap<String, AwsRotationChoices>();
        orders.put("every 200 days", AwsRotationChoices.byItself(200).withReminder(ReminderWish.after(300)));
        orders.put("once", AwsRotationChoices.once(world.console().service.now()));
        return orders;
    }

    private static Map<String, OldKeyChoices> oldKeys(OrdersFor world) {
        var orders = new LinkedHashMap<String, OldKeyChoices>();
        for (var act : OldKeyAct.values()) {
            var keys = world.awsKeys().stream()
                    .filter(k -> k.accountId().equals(OtherHands.OURS)
                            && possible(k.state()).contains(act))
                    .map(k -> KeyArn.of(k.arn()))
                    .toList();
            world.some(keys, 3).forEach(key -> orders.put(act + " " + key, OldKeyChoices.of(key, act)));
        }
        return orders;
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

    private static RetireChoices retiring(String accessKey) {
        return RetireChoices.of(accessKey, RetireAct.DEACTIVATE);
    }

    private static Map<String, RetireChoices> retire(OrdersFor world) {
        var orders = new LinkedHashMap<String, RetireChoices>();
        var sandbox = world.sandbox();
        sandbox.aws().credentials().stream()
                .filter(c -> !c.accessKeyId().equals(sandbox.awsOperator().accessKeyId()))
                .limit(2)
                .forEach(c -> {
                    for (var act : RetireAct.values()) {
                        orders.put(act + " " + c.accessKeyId(), RetireChoices.of(c.accessKeyId(), act));
                    }
                });
        return orders;
    }

    /** What the checks propose about the project's own role and key. */
    private static Map<String, FixChoices> fixes(Example.Here here) {
        var report = here.console().service.check(here.projectId(), CheckFocus.CONFIGURED, _ -> {});
        var orders = new LinkedHashMap<String, FixChoices>();
        report.results().stream()
                .flatMap(r -> r.verdict().fixes().stream())
                .filter(Fix.PolicyChange.class::isInstance)
                .map(f -> ((Fix.PolicyChange) f).request())
                .filter(ApplyFixPlanner::writesDocument)
                .distinct()
                .forEach(request -> orders.put(
                        request.operation() + " " + orders.size(), FixChoices.applying(request, report.role())));
        return orders;
    }
}
