package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.KeyQuestion;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.Optional;

/**
 * Plans the move of a project to a replica of its multi-Region key in another region, for example in an outage. The
 * key's id stays. The plan needs no answer of the old region, because that region may be out.
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
                new KeyChange.Variant(
                        RegionProcedure.TYPE,
                        refusal(now, want),
                        outage(now),
                        "region.",
                        want.storedById(now) ? "region.save" : "region.saveArn"),
                now,
                want,
                waits);
    }

    /** Asks the old region only where Atlas has trouble with the key; an answer decides whether that is an outage. */
    @Override
    public Optional<KeyQuestion> keyQuestion(ProjectSnapshot now, RegionChoices want) {
        return now.encryption()
                .value()
                .map(e -> e.awsKms())
                .filter(c -> KeyStanding.saidByAtlas(c, now.alerts()).use() != KeyStanding.Use.USABLE)
                .flatMap(_ -> PresentKey.of(now, Optional.empty()))
                .filter(present -> !present.region().equals(want.key().region()))
                .map(present -> new KeyQuestion(
                        present.arn()
                                .<KeyReference>map(KeyReference.ByArn::new)
                                .orElseGet(() -> new KeyReference.ById(present.stored())),
                        present.region()));
    }

    /** Whether the present key's region does not answer. An answer, a refusal too, is no outage. */
    private static Optional<Text> outage(ProjectSnapshot now) {
        return now.answers()
                .presentKey()
                .problem()
                .filter(p -> p instanceof Problem.Unreachable
                        || p instanceof Problem.TimedOut
                        || p instanceof Problem.ServerFault)
                .map(p -> Text.of(
                        "region.outage",
                        now.encryption()
                                .value()
                                .flatMap(e -> e.awsKms().region())
                                .map(AwsRegion::id)
                                .orElse("?"),
                        p.code()));
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
