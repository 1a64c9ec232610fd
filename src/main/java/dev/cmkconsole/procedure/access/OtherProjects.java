package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurvey.Elsewhere;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Status;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Checks that no other project that can be read uses a key or an access key. */
public final class OtherProjects {
    private OtherProjects() {}

    /**
     * Status of {@link AccessSteps#OTHER_PROJECTS}.
     *
     * @param uses whether a configuration may use what the procedure takes away
     * @param words what the keys of the procedure's own texts begin with
     */
    public static Status unused(ProjectSnapshot now, Predicate<AwsKms> uses, String words, Choices<?> want) {
        Observed<List<Elsewhere>> others =
                now.survey().value().map(KeySurvey::elsewhere).orElseGet(Observed::notRead);
        return others.fold(
                some -> judge(some, uses, words, want),
                code -> want.unlessAccepted(AccessSteps.OTHER_PROJECTS, Text.of("oldKey.projectsUnread", code)));
    }

    private static Status judge(List<Elsewhere> others, Predicate<AwsKms> uses, String words, Choices<?> want) {
        var using = names(others, o -> o.kms().value().filter(uses).isPresent());
        if (!using.isEmpty()) {
            return new Status.Blocked(Text.of(words + ".usedBy", using));
        }
        var unread = names(others, o -> o.kms().value().isEmpty());
        return unread.isEmpty()
                ? Status.DONE
                : want.unlessAccepted(AccessSteps.OTHER_PROJECTS, Text.of(words + ".othersUnread", unread));
    }

    private static String names(List<Elsewhere> some, Predicate<Elsewhere> which) {
        return some.stream().filter(which).map(o -> o.project().name()).sorted().collect(Collectors.joining(", "));
    }
}
