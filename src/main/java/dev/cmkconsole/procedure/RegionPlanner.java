package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Inquiry;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.Text;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a project use its multi-Region key in another region, as in an outage of the one it uses. The key's id stays;
 * nothing is asked of the region that is left, which may be the one that does not answer.
 */
public final class RegionPlanner implements Planner<RegionChoices> {
    private final Pace pace;

    public RegionPlanner(Pace pace) {
        this.pace = pace;
    }

    @Override
    public Procedure procedure() {
        return Procedure.REGION;
    }

    @Override
    public Focus focus(RegionChoices want) {
        return want.focus();
    }

    @Override
    public Optional<Inquiry> inquiry(ProjectSnapshot now, RegionChoices want) {
        return KeyChange.inquiry(now, want);
    }

    @Override
    public Set<StepId> accepted(RegionChoices want) {
        return want.accepted();
    }

    @Override
    public Plan plan(ProjectSnapshot now, RegionChoices want) {
        return KeyChange.plan(Procedure.REGION, now, want, refusal(now, want), "region.", pace);
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
