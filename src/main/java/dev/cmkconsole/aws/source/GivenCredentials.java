package dev.cmkconsole.aws.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Credentials that a source gave, and when they end. It has no text form, because the SDK's shows the token. */
final class GivenCredentials {
    /** Enough time for a change and for reading it back. */
    private static final Duration BEFORE_THEIR_END = Duration.ofMinutes(2);

    private final AwsCredentials credentials;
    private final Optional<Instant> end;

    private GivenCredentials(AwsCredentials credentials, Optional<Instant> end) {
        this.credentials = credentials;
        this.end = end;
    }

    AwsCredentials credentials() {
        return credentials;
    }

    boolean usableAt(Instant now) {
        return end.filter(e -> !now.isBefore(e.minus(BEFORE_THEIR_END))).isEmpty();
    }

    /**
     * @param token the member with the session token: containers and machines say {@code Token}, programs {@code
     *     SessionToken}
     * @throws SdkClientException whose text names the source and never quotes the document
     */
    static GivenCredentials read(String source, String document, String token) {
        var members = members(source, document);
        var id = text(members, "AccessKeyId");
        var secret = text(members, "SecretAccessKey");
        if (id.isEmpty() || secret.isEmpty()) {
            throw SdkClientException.create(source + " gave no credentials: AccessKeyId or SecretAccessKey is missing");
        }
        var session = text(members, token);
        return new GivenCredentials(
                session.<AwsCredentials>map(t -> AwsSessionCredentials.create(id.get(), secret.get(), t))
                        .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())),
                text(members, "Expiration").map(when -> end(source, when)));
    }

    private static Map<String, JsonNode> members(String source, String document) {
        try {
            return JsonNode.parser().parse(document).asObject();
        } catch (RuntimeException e) {
            // The parser's text quotes the document, and the parser throws several kinds of exceptions.
            throw SdkClientException.create(source + " answered with something that is no credentials document");
        }
    }

    private static Instant end(String source, String when) {
        try {
            return OffsetDateTime.parse(when).toInstant();
        } catch (DateTimeException e) {
            throw SdkClientException.create(source + " gave credentials with an Expiration that is no time");
        }
    }

    private static Optional<String> text(Map<String, JsonNode> members, String name) {
        return Optional.ofNullable(members.get(name))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isBlank());
    }
}
