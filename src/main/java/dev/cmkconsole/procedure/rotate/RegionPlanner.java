package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.Optional;

/**
 * Plans the move of a project to a replica of its multi-Region key in another region, for example in an outage. The
 * key's id stays. The plan asks nothing of the old region, because that region may not answer.
 */
public final class RegionPlanner implements Planner<RegionChoices> {
    private final WaitSettings waits;

    public RegionPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return RegionProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(RegionChoices want) {
        return want.readScope();
    }

    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, RegionChoices want) {
        return KeyChange.checkRequest(now, want);
    }

    @Override
    public Plan plan(ProjectSnapshot now, RegionChoices want) {
        return KeyChange.plan(
                new KeyChange.Variant(RegionProcedure.TYPE, refusal(now, want), "region."), now, want, waits);
    }

    private static Optional<Text> refusal(ProjectSnapshot now, RegionChoices want) {
        String present = KeyChange.presentId(now).orElse("?");
        if (!present.startsWith("mrk-")) {
            return Optional.of(Text.of("region.singleRegion", present));
        }
        boolean another = !present.equals(want.key().keyId())
                || now.encryption()
                        .value()
                        .flatMap(e -> e.awsKms().keyArn())
                        .filter(arn -> !arn.account().equals(want.key().account())
                                || !arn.partition().equals(want.key().partition()))
                        .isPresent();
        return another ? Optional.of(Text.of("region.anotherKey", want.key().toString(), present)) : Optional.empty();
    }
}
