package dev.cmkconsole.aws;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.outcome.ServiceException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes one call to AWS, or several in parallel. It looks for credentials first and turns every failure into a
 * problem.
 */
final class AwsCalls {
    private final AwsClients clients;
    private final boolean withoutAws;
    private final AwsProblems problems;
    private final ExecutorService executor;
    private final int parallel;

    AwsCalls(AwsClients clients, boolean withoutAws, AwsProblems problems, ExecutorService executor, int parallel) {
        this.clients = clients;
        this.withoutAws = withoutAws;
        this.problems = problems;
        this.executor = executor;
        this.parallel = parallel;
    }

    /**
     * @param operation {@code service:Action}, also the permission it needs
     * @param call sends the request and converts the answer, see {@link Responses}
     */
    <T> T call(String operation, Supplier<T> call) {
        requireCredentials(operation);
        try {
            return call.get();
        } catch (SdkException e) {
            throw problems.exception(operation, e);
        } catch (Responses.Incomplete e) {
            throw problems.unreadable(operation, "the answer lacks " + e.getMessage());
        }
    }

    /** A call in another thread. Closing it cancels the call if it is still in progress. */
    final class Started<T> implements AutoCloseable {
        private final String operation;
        private final Future<T> future;

        private Started(String operation, Future<T> future) {
            this.operation = operation;
            this.future = future;
        }

        T join() {
            try {
                return future.get();
            } catch (InterruptedException e) {
                close();
                Thread.currentThread().interrupt();
                throw problems.local(operation, "INTERRUPTED", "stopped while it was read");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ServiceException known ? known : unexpected(operation, e);
            }
        }

        @Override
        public void close() {
            future.cancel(true);
        }
    }

    <T> Started<T> start(String operation, Supplier<T> call) {
        return new Started<>(operation, executor.submit(call::get));
    }

    /** Makes the same call for each item, with limited parallelism. The results have the items' order. */
    <I, T> List<T> each(String operation, List<I> items, Function<I, T> call) {
        var permits = new Semaphore(parallel);
        var started = items.stream()
                .map(item -> new Started<>(operation, executor.submit(() -> {
                    permits.acquire();
                    try {
                        return call.apply(item);
                    } finally {
                        permits.release();
                    }
                })))
                .toList();
        try {
            return started.stream().map(Started::join).toList();
        } finally {
            started.forEach(Started::close);
        }
    }

    private void requireCredentials(String operation) {
        if (withoutAws) {
            throw problems.noCredentials(operation, "no AWS connection is set up");
        }
        try {
            clients.credentials().resolveCredentials();
        } catch (MfaRole.CodeNeeded e) {
            throw problems.local(operation, AwsErrorCode.MFA_CODE_NEEDED, String.valueOf(e.getMessage()));
        } catch (AwsServiceException e) {
            throw clients.signInAgain()
                    .map(command -> problems.local(operation, AwsErrorCode.SSO_SIGN_IN_NEEDED, command))
                    .orElseGet(() -> problems.exception(operation, e));
        } catch (RuntimeException e) {
            var signIn = clients.signInAgain();
            if (signIn.isPresent()) {
                throw problems.local(operation, AwsErrorCode.SSO_SIGN_IN_NEEDED, signIn.get());
            }
            // The SDK throws SdkClientException, IllegalStateException and others here, all meaning that no
            // credentials came out.
            throw problems.noCredentials(operation, String.valueOf(e.getMessage()));
        }
    }

    private static RuntimeException unexpected(String operation, ExecutionException e) {
        return new IllegalStateException(operation + " failed in an unforeseen way", e.getCause());
    }
}
