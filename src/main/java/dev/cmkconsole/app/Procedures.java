package dev.cmkconsole.app;

import dev.cmkconsole.app.options.AwsRotationOptions;
import dev.cmkconsole.app.options.ClusterOptions;
import dev.cmkconsole.app.options.DisableOptions;
import dev.cmkconsole.app.options.EnableOptions;
import dev.cmkconsole.app.options.FixOptions;
import dev.cmkconsole.app.options.OldKeyOptions;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.RegionOptions;
import dev.cmkconsole.app.options.RetireOptions;
import dev.cmkconsole.app.options.RotateOptions;
import dev.cmkconsole.app.options.SearchNodeOptions;
import dev.cmkconsole.app.options.SwitchOptions;
import dev.cmkconsole.app.options.lifecycle.AccessOptions;
import dev.cmkconsole.app.options.lifecycle.AlertOptions;
import dev.cmkconsole.app.options.lifecycle.DrillOptions;
import dev.cmkconsole.app.options.lifecycle.NetworkOptions;
import dev.cmkconsole.app.options.lifecycle.ProtectOptions;
import dev.cmkconsole.app.options.lifecycle.RequireKeysOptions;
import dev.cmkconsole.app.options.lifecycle.RescueOptions;
import dev.cmkconsole.app.options.lifecycle.RestoreProofOptions;
import dev.cmkconsole.model.record.ProcedureFollowUps;
import dev.cmkconsole.procedure.alerts.AlertsProcedure;
import dev.cmkconsole.procedure.awsrotation.AwsRotationProcedure;
import dev.cmkconsole.procedure.clusters.ClusterProcedure;
import dev.cmkconsole.procedure.disable.DisableProcedure;
import dev.cmkconsole.procedure.drill.DrillProcedure;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.fix.FixProcedure;
import dev.cmkconsole.procedure.network.NetworkProcedure;
import dev.cmkconsole.procedure.oldkey.OldKeyProcedure;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.protect.ProtectProcedure;
import dev.cmkconsole.procedure.requirekeys.RequireKeysProcedure;
import dev.cmkconsole.procedure.rescue.RescueProcedure;
import dev.cmkconsole.procedure.restoreproof.RestoreProofProcedure;
import dev.cmkconsole.procedure.retire.RetireProcedure;
import dev.cmkconsole.procedure.roles.RecordProcedure;
import dev.cmkconsole.procedure.rotate.RegionProcedure;
import dev.cmkconsole.procedure.rotate.RotateProcedure;
import dev.cmkconsole.procedure.searchnodes.SearchNodeProcedure;
import dev.cmkconsole.procedure.switching.SwitchProcedure;
import dev.cmkconsole.ui.alerts.AlertsTab;
import dev.cmkconsole.ui.check.CheckTab;
import dev.cmkconsole.ui.clusters.ClustersTab;
import dev.cmkconsole.ui.enable.EnableTab;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.network.NetworkTab;
import dev.cmkconsole.ui.oldkeys.OldKeysTab;
import dev.cmkconsole.ui.protection.ProtectionTab;
import dev.cmkconsole.ui.protection.RequiredKeysTab;
import dev.cmkconsole.ui.rescue.RescueTab;
import dev.cmkconsole.ui.roles.RolesTab;
import dev.cmkconsole.ui.rotate.RotateTab;
import dev.cmkconsole.ui.setup.DisableTab;
import dev.cmkconsole.ui.setup.DrillTab;
import dev.cmkconsole.ui.setup.RestoreProofTab;
import dev.cmkconsole.ui.setup.SearchNodesTab;
import dev.cmkconsole.ui.switching.SwitchTab;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** Lists every procedure that the program offers. A procedure missing from this list is unreachable for the user. */
public final class Procedures {
    private static final List<Entry<?>> ALL = List.of(
            new Entry<>(EnableProcedure.TYPE, EnableOptions::new, EnableTab::new),
            new Entry<>(ClusterProcedure.TYPE, ClusterOptions::new, ClustersTab::new),
            new Entry<>(SwitchProcedure.TYPE, SwitchOptions::new, SwitchTab::new),
            new Entry<>(RotateProcedure.TYPE, RotateOptions::new, RotateTab::new),
            new Entry<>(RegionProcedure.TYPE, RegionOptions::new, RotateTab::new),
            new Entry<>(AwsRotationProcedure.TYPE, AwsRotationOptions::new, RotateTab::new),
            new Entry<>(OldKeyProcedure.TYPE, OldKeyOptions::new, OldKeysTab::new),
            new Entry<>(RetireProcedure.TYPE, RetireOptions::new, OldKeysTab::new),
            new Entry<>(RestoreProofProcedure.TYPE, RestoreProofOptions::new, RestoreProofTab::new),
            new Entry<>(DrillProcedure.TYPE, DrillOptions::new, DrillTab::new),
            new Entry<>(FixProcedure.TYPE, FixOptions::new, CheckTab::new),
            new Entry<>(RescueProcedure.TYPE, RescueOptions::new, RescueTab::new),
            new Entry<>(SearchNodeProcedure.TYPE, SearchNodeOptions::new, SearchNodesTab::new),
            new Entry<>(RequireKeysProcedure.TYPE, RequireKeysOptions::new, RequiredKeysTab::new),
            new Entry<>(ProtectProcedure.TYPE, ProtectOptions::new, ProtectionTab::new),
            new Entry<>(NetworkProcedure.TYPE, NetworkOptions::new, NetworkTab::new),
            new Entry<>(RecordProcedure.TYPE, AccessOptions::new, RolesTab::new),
            new Entry<>(DisableProcedure.TYPE, DisableOptions::new, DisableTab::new),
            new Entry<>(AlertsProcedure.TYPE, AlertOptions::new, AlertsTab::new));

    private Procedures() {}

    /**
     * A procedure, its command-line options and its tab. Options and tabs are created on demand, because a command line
     * needs no tab and the window needs no options.
     *
     * @param options what the procedure takes on the command line
     * @param tab the tab of a project that offers it; several procedures may share one
     */
    public record Entry<C extends Choices<C>>(
            ProcedureType<C> type, Supplier<? extends OrderOptions<C>> options, Supplier<? extends ProjectTab> tab) {}

    /** Returns every procedure in the order in which the user meets them. */
    public static List<Entry<?>> all() {
        return ALL;
    }

    public static List<ProcedureType<?>> types() {
        return ALL.stream().<ProcedureType<?>>map(Entry::type).toList();
    }

    /** Returns what the reports need to know about each procedure. */
    public static List<ProcedureFollowUps> followUps() {
        return ALL.stream().map(entry -> entry.type().followUps()).toList();
    }

    /** Returns the tabs that offer the procedures, each tab once. */
    public static List<ProjectTab> tabs() {
        var byId = new LinkedHashMap<String, ProjectTab>();
        for (var entry : ALL) {
            var tab = entry.tab().get();
            byId.putIfAbsent(tab.id(), tab);
        }
        return List.copyOf(byId.values());
    }
}
