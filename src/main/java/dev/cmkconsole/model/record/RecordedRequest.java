package dev.cmkconsole.model.record;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import java.util.Optional;

/**
 * One request as the journal keeps it. Its text is {@code OPERATION TARGET}, and on the next line the body. The journal
 * of every version has this form, so it must not change.
 *
 * @param line operation and target; holds no line break
 * @param body the rest, verbatim but for secrets; empty where the request had none
 */
public record RecordedRequest(String line, Optional<String> body) {
    /** Stands in recorded texts where a secret was removed. */
    public static final String REMOVED = "[removed]";

    public RecordedRequest {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the first line of a recorded request is one line");
        }
    }

    /** An object that belongs to another: a role's inline policy, or a user's access key. */
    public record Member(String owner, String name) {}

    public static RecordedRequest of(AtlasRequest request) {
        return new RecordedRequest(request.method() + " " + request.path(), request.body());
    }

    /** @param body the members of AWS' own request that the target does not name, as JSON */
    public static RecordedRequest of(AwsRequest request, String body) {
        return new RecordedRequest(request.operation() + " " + request.target(), Optional.of(body));
    }

    /** Reads any text: one that this program did not write is an operation of no known kind. */
    public static RecordedRequest parse(String text) {
        int end = text.indexOf('\n');
        return end < 0
                ? new RecordedRequest(text, Optional.empty())
                : new RecordedRequest(text.substring(0, end), Optional.of(text.substring(end + 1)));
    }

    /** As the journal has it. */
    public String text() {
        return line + body.map(b -> "\n" + b).orElse("");
    }

    public RecordedOperation operation() {
        return RecordedOperation.of(before(line), path());
    }

    /** Whether it went to AWS rather than to Atlas, whatever the operation. */
    public boolean toAws() {
        return line.startsWith("iam:") || line.startsWith("kms:");
    }

    /** What is changed: an Atlas path, an ARN, or names. Empty where the line names nothing. */
    public String target() {
        return after(line).orElse("");
    }

    /** Where an Atlas request about one project goes. */
    public Optional<ProjectPath> path() {
        return ProjectPath.parse(target());
    }

    /** The KMS key that is changed, or that is given an alias. */
    public Optional<KeyArn> key() {
        return KeyArn.parse(before(target()));
    }

    /** The alias that a key is given, or created under. */
    public Optional<String> alias() {
        return after(target());
    }

    /** Where a key or its replica is created. */
    public Optional<AwsRegion> region() {
        return switch (operation()) {
            case CREATE_KEY -> Optional.of(AwsRegion.of(before(target())));
            case REPLICATE_KEY -> after(target()).map(AwsRegion::of);
            default -> Optional.empty();
        };
    }

    /** The inline policy or access key that is changed. */
    public Optional<Member> member() {
        int slash = target().lastIndexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new Member(target().substring(0, slash), target().substring(slash + 1)));
    }

    /** The managed policy that is taken from a role. */
    public Optional<Member> attachment() {
        return after(target()).map(policy -> new Member(before(target()), policy));
    }

    /** Whether the body is there, and as it was sent. */
    public boolean hasWholeBody() {
        return body.filter(RecordedRequest::isWhole).isPresent();
    }

    /** Whether nothing was removed from a recorded text as a secret, or left out of it for length. */
    public static boolean isWhole(String recorded) {
        return !recorded.contains(REMOVED) && !recorded.contains(ShortenedId.GAP);
    }

    private static String before(String words) {
        return words.split(" ", 2)[0];
    }

    private static Optional<String> after(String words) {
        int space = words.indexOf(' ');
        return space < 0 ? Optional.empty() : Optional.of(words.substring(space + 1));
    }
}
