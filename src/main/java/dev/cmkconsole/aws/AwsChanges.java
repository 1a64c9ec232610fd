package dev.cmkconsole.aws;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.AwsRequest.IamRequest;
import dev.cmkconsole.model.aws.AwsRequest.KmsRequest;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.ServiceException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.model.IamResponse;
import software.amazon.awssdk.services.kms.model.KmsResponse;

/**
 * Sends each change once. IAM and KMS replace whole documents without a condition, so an edited document is read again
 * just before it is replaced.
 */
final class AwsChanges {
    private final AwsCalls calls;
    private final AwsProblems problems;
    private final IamChanges iam;
    private final KmsChanges kms;

    AwsChanges(AwsClients clients, AwsCalls calls, AwsProblems problems) {
        this.calls = calls;
        this.problems = problems;
        this.iam = new IamChanges(clients, this);
        this.kms = new KmsChanges(clients, this);
    }

    Answer send(AwsRequest request) {
        return switch (request) {
            case IamRequest r -> iam.send(r);
            case KmsRequest r -> kms.send(r);
        };
    }

    <R extends AwsResponse> R call(String operation, Supplier<R> sending) {
        return calls.call(operation, sending);
    }

    /** An answer without content of its own. */
    Answer answered(AwsRequest request, Supplier<? extends AwsResponse> sending) {
        return answer(calls.call(request.operation(), sending), "");
    }

    /** What the service named, without secrets; empty if it named nothing. */
    String shown(String name) {
        return name == null ? "" : problems.shown(name);
    }

    /** @param reading returns the document as the service has it now */
    void requireUnchanged(AwsRequest request, String before, String readOperation, Supplier<String> reading) {
        String now;
        try {
            now = calls.call(readOperation, reading);
        } catch (ServiceException e) {
            throw problems.beforeSending(request.operation(), e.problem());
        }
        if (!PolicyTexts.same(before, now)) {
            throw problems.local(
                    request.operation(),
                    "CHANGED_MEANWHILE",
                    "the document is no longer the one that was read: " + now);
        }
    }

    static Answer answer(AwsResponse response, String summary) {
        var requestId = switch (response) {
            case IamResponse iam -> iam.responseMetadata().requestId();
            case KmsResponse kms -> kms.responseMetadata().requestId();
            default -> null;
        };
        return new Answer(
                response.sdkHttpResponse().statusCode(),
                summary,
                Optional.ofNullable(requestId).filter(id -> !id.equals("UNKNOWN")));
    }
}
