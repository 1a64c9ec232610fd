package dev.cmkconsole.bench;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures planning, which happens at every change of a choice and after every step, so it must not be noticeable. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanBenchmark {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final String keyPolicy = """
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "Account", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
          {"Sid": "Use", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/atlas-payments"]},
           "Action": ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"], "Resource": "*",
           "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}}]}
        """;
    private final ProjectSnapshot fresh = new ProjectSnapshot(
            new Project("6650a1b2c3d4e5f60718293a", "payments-prod", "6650a1b2c3d4e5f607182930", 3, AT),
            AT,
            new AtlasSide(
                    known(true),
                    known(List.of()),
                    known(new EncryptionAtRest(EncryptionAtRest.AwsKms.OFF, Set.of(), false)),
                    known(List.of()),
                    known(List.of())),
            AwsSide.NOT_READ,
            PlanAnswers.NONE);
    private final EnableChoices choices = EnableChoices.byConsole(
            new RoleChoice(Optional.empty(), new RoleChoice.NewRole("atlas-payments"), Set.of()),
            new KeyChoice.Existing(
                    KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")));
    private final EnablePlanner planner = new EnablePlanner(WaitSettings.REAL);

    @Benchmark
    public Plan planEnable() {
        return planner.plan(fresh, choices);
    }

    @Benchmark
    public PolicyDocument parseKeyPolicy() {
        return PolicyDocument.parse(keyPolicy);
    }

    private static <T> Observed<T> known(T value) {
        return new Observed.Known<>(value, AT);
    }
}
