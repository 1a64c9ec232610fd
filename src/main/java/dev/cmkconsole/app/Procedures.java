package dev.cmkconsole.app;

import dev.cmkconsole.procedure.awsrotation.AwsRotationProcedure;
import dev.cmkconsole.procedure.clusters.ClusterProcedure;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.fix.FixProcedure;
import dev.cmkconsole.procedure.oldkey.OldKeyProcedure;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.retire.RetireProcedure;
import dev.cmkconsole.procedure.rotate.RegionProcedure;
import dev.cmkconsole.procedure.rotate.RotateProcedure;
import dev.cmkconsole.procedure.switching.SwitchProcedure;
import java.util.List;

/** The one list of procedures. */
public final class Procedures {
    private Procedures() {}

    /** Every procedure, in the order in which a user meets them. */
    public static List<ProcedureType<?>> types() {
        return List.of(
                EnableProcedure.TYPE,
                ClusterProcedure.TYPE,
                SwitchProcedure.TYPE,
                RotateProcedure.TYPE,
                RegionProcedure.TYPE,
                AwsRotationProcedure.TYPE,
                OldKeyProcedure.TYPE,
                RetireProcedure.TYPE,
                FixProcedure.TYPE);
    }
}
