package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * What keeps Atlas from a project's key. The checks judge; this only puts their answers in order.
 *
 * @param configured whether the project has a key of its own; false also where that could not be read
 * @param causes every cause that was found, the first one to deal with first; empty where Atlas can use the key
 */
public record Diagnosis(boolean configured, List<Found> causes) {

    /**
     * One cause with its evidence.
     *
     * @param reason what was found, in the words of the check
     * @param finding the check's answer; empty where no check says it
     */
    public record Found(Cause cause, Text reason, Optional<Finding> finding) {}

    public Diagnosis {
        causes = List.copyOf(causes);
    }

    /** @param now with the answers of the checks about the configured role and key */
    public static Diagnosis of(ProjectSnapshot now) {
        var kms = now.encryption().value().map(EncryptionAtRest::awsKms);
        if (kms.isEmpty()) {
            var code = now.encryption().unreadCode();
            return new Diagnosis(
                    false,
                    List.of(new Found(
                            unread(now.encryption()), Text.of("rescue.found.unread", code), Optional.empty())));
        }
        return kms.filter(AwsKms::enabled)
                .map(enabled -> new Diagnosis(true, new Ranking(now, enabled).causes()))
                .orElseGet(() -> new Diagnosis(false, List.of()));
    }

    private static Cause unread(Observed<?> settings) {
        return settings.problem()
                .map(problem -> switch (problem) {
                    case Problem.RateLimited _,
                            Problem.ServerFault _,
                            Problem.TimedOut _,
                            Problem.Unreachable _,
                            Problem.Unreadable _ -> Cause.CONFIGURATION_UNANSWERED;
                    case Problem.Refused _, Problem.NotSignedIn _, Problem.Local _ -> Cause.CONFIGURATION_UNREAD;
                })
                .orElse(Cause.CONFIGURATION_UNREAD);
    }

    public Optional<Found> first() {
        return causes.stream().findFirst();
    }

    public Optional<Cause> cause() {
        return first().map(Found::cause);
    }

    /** Whether nothing is left to repair; Atlas may still have to try the key again. */
    public boolean nothingToRepair() {
        return cause().filter(c -> c != Cause.WAITING_FOR_ATLAS).isEmpty();
    }
}
