package dev.cmkconsole.model.record;

import dev.cmkconsole.model.record.JournalDraft.Outcome;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a step or a run ended.
 *
 * @param outcome empty where nothing has ended yet
 * @param status of the service's HTTP answer
 * @param answer the answer's body in short, or the problem's detail
 * @param code the service's error code
 * @param requestId by which the service finds the request again
 */
public record RecordedResult(
        Optional<Outcome> outcome,
        Optional<Integer> status,
        Optional<String> answer,
        Optional<String> code,
        Optional<String> requestId) {
    public static final RecordedResult NONE = new RecordedResult(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    RecordedResult mapTexts(UnaryOperator<String> change) {
        return new RecordedResult(outcome, status, answer.map(change), code.map(change), requestId.map(change));
    }
}
