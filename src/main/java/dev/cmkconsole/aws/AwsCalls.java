package dev.cmkconsole.aws;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.SignInCause;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sso.model.SsoException;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;
import software.amazon.awssdk.services.ssooidc.model.SsoOidcException;

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
            throw answered(operation, e);
        } catch (Responses.Incomplete e) {
            throw problems.unreadable(operation, "the answer lacks " + e.getMessage());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // The value itself is not quoted: the answer chose it.
            throw problems.unreadable(
                    operation, "a value is not in its form (" + e.getClass().getSimpleName() + ")");
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
            throw e instanceof UnauthorizedException || e instanceof SsoOidcException
                    ? signInAgain(operation).orElseGet(() -> problems.exception(operation, e))
                    : answered(giving(e), e);
        } catch (RuntimeException e) {
            throw unresolved(operation, e);
        }
    }

    /** The call that was to give the credentials; a missing permission is one for this call. */
    private static String giving(AwsServiceException e) {
        return e instanceof SsoException ? "sso:GetRoleCredentials" : "sts:AssumeRole";
    }

    /**
     * The SDK throws SdkClientException, IllegalStateException and others here, all meaning that no credentials came
     * out. A service that could not be reached says nothing about the session.
     */
    private ServiceException unresolved(String operation, RuntimeException e) {
        if (e instanceof SdkException sdk
                && problems.of(operation, sdk) instanceof Problem.Unreachable unreachable
                && unreachable.effect() == Problem.Effect.NONE) {
            return new ServiceException(unreachable);
        }
        return signInAgain(operation)
                .orElseGet(() -> problems.noCredentials(operation, String.valueOf(e.getMessage())));
    }

    private ServiceException answered(String operation, SdkException e) {
        var problem = problems.of(operation, e);
        return SignInCause.of(problem)
                .filter(SignInCause::sessionOver)
                .flatMap(_ -> signInAgain(operation))
                .orElseGet(() -> new ServiceException(problem));
    }

    private Optional<ServiceException> signInAgain(String operation) {
        return clients.signInAgain()
                .map(command -> problems.local(operation, AwsErrorCode.SSO_SIGN_IN_NEEDED, command));
    }

    private static RuntimeException unexpected(String operation, ExecutionException e) {
        return new IllegalStateException(operation + " failed in an unforeseen way", e.getCause());
    }
}
