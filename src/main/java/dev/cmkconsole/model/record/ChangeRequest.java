package dev.cmkconsole.model.record;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a service is asked to change.
 *
 * @param target what changes: a role id, an ARN, a cluster
 * @param request the request as sent, without secrets: method and URL, or operation and target; then the body
 * @param before with an intent: the document that the request replaces, verbatim
 */
public record ChangeRequest(Optional<String> target, Optional<String> request, Optional<String> before) {
    public static final ChangeRequest NONE = new ChangeRequest(Optional.empty(), Optional.empty(), Optional.empty());

    ChangeRequest mapTexts(UnaryOperator<String> change) {
        return new ChangeRequest(target.map(change), request.map(change), before.map(change));
    }
}
