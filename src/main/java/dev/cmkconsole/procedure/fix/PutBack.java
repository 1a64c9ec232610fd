package dev.cmkconsole.procedure.fix;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.record.JournalDraft;
import java.util.Optional;

/**
 * The request that undoes a recorded change of a document, verbatim: it is written only while the document still is
 * what that change made of it.
 */
public final class PutBack {
    private PutBack() {}

    /**
     * @param intent the entry with the request; empty where it changed no document, or the record does not hold the
     * whole of it
     */
    public static Optional<AwsRequest> request(JournalDraft intent) {
        var lines = intent.request().orElse("").split("\n", 2);
        var words = lines[0].split(" ", 2);
        if (intent.kind() != JournalDraft.Kind.INTENT
                || words.length < 2
                || lines.length < 2
                || cut(lines[1])
                || intent.before().filter(PutBack::cut).isPresent()) {
            return Optional.empty();
        }
        String target = words[1];
        String after = lines[1];
        return switch (words[0]) {
            case "iam:UpdateAssumeRolePolicy" ->
                intent.before().map(before -> new AwsRequest.UpdateTrustPolicy(target, after, before));
            case "kms:PutKeyPolicy" ->
                KeyArn.parse(target)
                        .flatMap(key -> intent.before().map(before -> new AwsRequest.PutKeyPolicy(key, after, before)));
            case "iam:PutRolePolicy" ->
                target.contains("/")
                        ? Optional.of(inline(target.split("/", 2), after, intent.before()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static AwsRequest inline(String[] names, String after, Optional<String> before) {
        return before.<AwsRequest>map(document -> new AwsRequest.EditRolePolicy(names[0], names[1], after, document))
                .orElseGet(() -> new AwsRequest.DeleteRolePolicy(names[0], names[1], after));
    }

    /** What was taken out of the record as a secret, or was too long for it, cannot be put back. */
    private static boolean cut(String text) {
        return text.contains("[removed]") || text.contains("\u2026");
    }
}
