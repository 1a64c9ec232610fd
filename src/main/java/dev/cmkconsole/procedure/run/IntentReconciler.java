package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out whether a recorded request took effect, from its text in the journal and from what is there now. The
 * present plan is no witness: it may be about another role, another key or another procedure.
 */
final class IntentReconciler {
    /** How far this computer's clock and those of Atlas and AWS may be apart. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private final AtlasEffects atlas;
    private final AwsEffects aws;

    IntentReconciler(ProjectSnapshot now, AtlasGateway atlas, AwsGateway aws, Journal journal) {
        this.atlas = new AtlasEffects(now, atlas, journal);
        this.aws = new AwsEffects(aws, now.project().id());
    }

    Outcome of(JournalEntry intent) {
        try {
            return intent.what()
                    .recordedRequest()
                    .flatMap(request -> took(request, intent))
                    .map(took -> took ? Outcome.DONE_UNANSWERED : Outcome.NOT_DONE)
                    .orElse(Outcome.UNKNOWN);
        } catch (ServiceException | RecordedJson.NotJson e) {
            return Outcome.UNKNOWN;
        }
    }

    private Optional<Boolean> took(RecordedRequest request, JournalEntry intent) {
        var since = intent.at().minus(CLOCKS_APART);
        return request.toAws() ? aws.took(request, since) : atlas.took(request, since);
    }
}
