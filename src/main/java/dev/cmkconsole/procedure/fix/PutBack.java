package dev.cmkconsole.procedure.fix;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.record.RecordedRequest.Member;
import java.util.Optional;

/**
 * Finds the request that restores the document that a recorded change replaced. Such a request takes effect only
 * while the document still is as that change left it.
 */
public final class PutBack {
    private PutBack() {}

    /**
     * Whether a request may have taken effect. What is not known may be undone too, because the present document decides
     * whether there is anything to undo.
     *
     * @param outcome empty where the program ended before an outcome was recorded
     */
    public static boolean mayHaveTakenEffect(Optional<Outcome> outcome) {
        return outcome.map(o -> switch (o) {
                    case DONE, DONE_UNANSWERED, UNKNOWN -> true;
                    case NOT_DONE, REFUSED, STOPPED, FAILED -> false;
                })
                .orElse(true);
    }

    /**
     * @param intent the entry with the recorded request
     * @return empty when the request changed no document, or the record does not hold the whole document
     */
    public static Optional<AwsRequest> request(JournalDraft intent) {
        return intent.kind() == EntryKind.INTENT
                        && intent.before()
                                .filter(text -> !RecordedRequest.isWhole(text))
                                .isEmpty()
                ? intent.recordedRequest()
                        .filter(RecordedRequest::hasWholeBody)
                        .flatMap(sent -> reverse(sent, sent.body().orElseThrow(), intent.before()))
                : Optional.empty();
    }

    private static Optional<AwsRequest> reverse(RecordedRequest sent, String after, Optional<String> before) {
        return switch (sent.operation()) {
            case UPDATE_TRUST_POLICY ->
                before.map(document -> new AwsRequest.UpdateTrustPolicy(sent.target(), after, document));
            case PUT_KEY_POLICY ->
                sent.key().flatMap(key -> before.map(document -> new AwsRequest.PutKeyPolicy(key, after, document)));
            case PUT_ROLE_POLICY -> sent.member().map(policy -> inline(policy, after, before));
            case DELETE_ROLE_POLICY ->
                sent.member()
                        .flatMap(policy -> before.map(
                                document -> new AwsRequest.PutRolePolicy(policy.owner(), policy.name(), document)));
            default -> Optional.empty();
        };
    }

    private static AwsRequest inline(Member policy, String after, Optional<String> before) {
        return before.<AwsRequest>map(
                        document -> new AwsRequest.EditRolePolicy(policy.owner(), policy.name(), after, document))
                .orElseGet(() -> new AwsRequest.DeleteRolePolicy(policy.owner(), policy.name(), after));
    }
}
