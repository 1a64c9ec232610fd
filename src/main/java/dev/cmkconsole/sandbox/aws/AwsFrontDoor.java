package dev.cmkconsole.sandbox.aws;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.sandbox.aws.iam.IamService;
import dev.cmkconsole.sandbox.aws.kms.KmsService;
import dev.cmkconsole.sandbox.aws.state.Account;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.sts.StsService;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import dev.cmkconsole.sandbox.aws.wire.SigV4Verifier;
import dev.cmkconsole.sandbox.aws.wire.SigV4Verifier.Problem;
import dev.cmkconsole.sandbox.aws.wire.SigV4Verifier.Refused;
import dev.cmkconsole.sandbox.aws.wire.SigV4Verifier.Scope;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dispatches the three services on one port, identifies the caller, and formats every fault as its service does. */
final class AwsFrontDoor {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{1,80}");
    private static final Logger LOG = LoggerFactory.getLogger(AwsFrontDoor.class);
    private static final String KMS_TARGET = "TrentService.";
    private static final Pattern REGION =
            Pattern.compile("[a-z]{2,5}(-[a-z]+)+-\\d+|aws-global|aws-us-gov-global|aws-cn-global");

    private final AwsState state;
    private final KmsService kms;
    private final StsService sts;
    private final IamService iam;
    private final SigV4Verifier verifier = new SigV4Verifier();

    AwsFrontDoor(AwsState state, KmsService kms, StsService sts, IamService iam) {
        this.state = state;
        this.kms = kms;
        this.sts = sts;
        this.iam = iam;
    }

    private enum Service {
        KMS("kms"),
        STS("sts"),
        IAM("iam");

        private final String scope;

        Service(String scope) {
            this.scope = scope;
        }
    }

    private record Route(Service service, String operation, boolean known, QueryForm form) {}

    /** All operations, in the form of {@link #operation}. */
    Set<String> operations() {
        return Stream.of(
                        kms.operations().stream().map(name -> "kms:" + name),
                        sts.operations().stream().map(name -> "sts:" + name),
                        iam.operations().stream().map(name -> "iam:" + name))
                .flatMap(Function.identity())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String operation(HttpCall call) {
        try {
            var route = route(call, service(call));
            String name = route.service().scope + ":" + route.operation();
            if (route.known()) {
                return name;
            }
            return NAME.matcher(route.operation()).matches() ? "not simulated: " + name : "unknown";
        } catch (AwsFault e) {
            return "unknown";
        }
    }

    HttpReply handle(HttpCall call) {
        var requestId = state.ids.requestId();
        var service = service(call);
        try {
            return answer(call, service, requestId).with("x-amzn-RequestId", requestId);
        } catch (AwsFault fault) {
            return fault(service, fault, requestId).with("x-amzn-RequestId", requestId);
        } catch (Refused refused) {
            return fault(service, fault(service, refused), requestId).with("x-amzn-RequestId", requestId);
        } catch (RuntimeException e) {
            LOG.error("the simulated AWS failed on {}", operation(call), e);
            return fault(
                            service,
                            service == Service.KMS
                                    ? new AwsFault(500, "KMSInternalException", "An internal error occurred.")
                                    : new AwsFault(
                                            500,
                                            "ServiceFailure",
                                            "The request processing has failed because of an unknown error."),
                            requestId)
                    .with("x-amzn-RequestId", requestId);
        }
    }

    private HttpReply answer(HttpCall call, Service service, String requestId) {
        if (call.body().length > state.settings.maxBodyBytes()) {
            throw new AwsFault(
                    413,
                    "RequestEntityTooLargeException",
                    "Request body is larger than " + state.settings.maxBodyBytes() + " bytes.");
        }
        var route = route(call, service);
        if (!route.known()) {
            throw unknown(call, route);
        }
        state.lock.lock();
        try {
            var times = new SigV4Verifier.Times(state.settings.signingClock().instant(), state.now());
            var scope = verifier.verify(call, times, claimed -> secret(call, claimed));
            if (!scope.service().equals(route.service().scope)
                    || !REGION.matcher(scope.region()).matches()) {
                throw new Refused(
                        Problem.MISMATCH,
                        "Credential should be scoped to correct service: '" + route.service().scope + "'.");
            }
            var caller = caller(call, scope);
            remember(scope);
            if (route.service() == Service.KMS && state.regionsOut.contains(scope.region())) {
                throw new AwsFault(500, "KMSInternalException", "The region is out.");
            }
            return switch (route.service()) {
                case KMS -> kms.invoke(route.operation(), caller, scope.region(), call.body());
                case STS ->
                    QueryXml.reply(
                            route.operation(),
                            StsService.NAMESPACE,
                            sts.invoke(route.operation(), caller, region(scope), route.form()),
                            requestId);
                case IAM ->
                    QueryXml.reply(
                            route.operation(),
                            IamService.NAMESPACE,
                            iam.invoke(route.operation(), caller, route.form()),
                            requestId);
            };
        } finally {
            state.lock.unlock();
        }
    }

    private static String region(Scope scope) {
        return scope.region().endsWith("global") ? "us-east-1" : scope.region();
    }

    private Route route(HttpCall call, Service service) {
        var target = call.header("x-amz-target");
        if (target.isPresent()) {
            var name = target.get().startsWith(KMS_TARGET) ? target.get().substring(KMS_TARGET.length()) : "";
            return new Route(Service.KMS, name, kms.knows(name) && call.method().equals("POST"), null);
        }
        if (service == Service.KMS) {
            return new Route(Service.KMS, "", false, null);
        }
        var form = QueryForm.parse(call.method().equals("GET") ? call.rawQuery() : call.text());
        var action = form.text("Action").orElse("");
        return new Route(service, action, service == Service.STS ? sts.knows(action) : iam.knows(action), form);
    }

    /** Query requests without a usable signature count as STS requests. */
    private static Service service(HttpCall call) {
        if (call.header("x-amz-target").isPresent()) {
            return Service.KMS;
        }
        return SigV4Verifier.scope(call)
                .map(scope -> switch (scope.service()) {
                    case "kms" -> Service.KMS;
                    case "iam" -> Service.IAM;
                    default -> Service.STS;
                })
                .orElse(Service.STS);
    }

    /** The codes are those of AWS; the messages add that the operation may be missing here alone. */
    private static AwsFault unknown(HttpCall call, Route route) {
        if (route.service() == Service.KMS) {
            return AwsFault.kms(
                    "UnknownOperationException", NAME.matcher(route.operation()).matches() ? notSimulated(route) : "");
        }
        if (route.operation().isEmpty()) {
            String message = "The request is missing an action or a required parameter.";
            return new AwsFault(
                    400,
                    "MissingAction",
                    SigV4Verifier.scope(call)
                            .map(Scope::service)
                            .filter(named -> Stream.of(Service.values()).noneMatch(s -> s.scope.equals(named)))
                            .map(_ -> message + " The sandbox simulates no other service of AWS than KMS, IAM and STS.")
                            .orElse(message));
        }
        return new AwsFault(
                400,
                "InvalidAction",
                "Could not find operation " + route.operation() + " for version "
                        + route.form().text("Version").orElse("NO_VERSION_SPECIFIED") + ". " + notSimulated(route));
    }

    private static String notSimulated(Route route) {
        return "The sandbox does not simulate " + route.service().scope + ":" + route.operation() + ".";
    }

    private String secret(HttpCall call, Scope scope) {
        var invalid = new Refused(Problem.UNKNOWN_KEY, "The security token included in the request is invalid.");
        var token = call.header("x-amz-security-token");
        var session = state.sessions.get(scope.accessKeyId());
        if (session != null) {
            if (token.filter(session.token()::equals).isEmpty()) {
                throw invalid;
            }
            if (!session.expires().isAfter(state.now())) {
                throw new Refused(Problem.EXPIRED_TOKEN, "The security token included in the request is expired");
            }
            if (session.role() != null
                    && !session.role().facts.seenAt(state.now()).exists()) {
                throw invalid;
            }
            return session.secret();
        }
        var key = state.accessKeys.get(scope.accessKeyId());
        if (key == null
                || token.isPresent()
                || !key.active.seenAt(state.now())
                || !inPartition(key.account, scope.region())) {
            throw invalid;
        }
        return key.secret;
    }

    private static boolean inPartition(Account account, String region) {
        return region.endsWith("global") || Arn.partitionOf(region).equals(account.partition);
    }

    private Caller caller(HttpCall call, Scope scope) {
        var agent = call.header("user-agent").orElse("");
        return Optional.ofNullable(state.sessions.get(scope.accessKeyId()))
                .map(session -> Caller.of(session, call.remote(), agent))
                .orElseGet(() -> Caller.of(state.accessKeys.get(scope.accessKeyId()), call.remote(), agent));
    }

    private void remember(Scope scope) {
        var use = Optional.of(new Principal.LastUse(state.now(), scope.service(), region(scope)));
        var key = state.accessKeys.get(scope.accessKeyId());
        if (key != null) {
            key.lastUse = use;
        }
        var session = state.sessions.get(scope.accessKeyId());
        if (session != null && session.role() != null) {
            session.role().lastUse = use;
        }
    }

    private static AwsFault fault(Service service, Refused refused) {
        var json = service == Service.KMS;
        return switch (refused.problem()) {
            case MISSING ->
                json
                        ? AwsFault.kms("MissingAuthenticationTokenException", refused.getMessage())
                        : new AwsFault(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
            case INCOMPLETE ->
                new AwsFault(400, json ? "IncompleteSignatureException" : "IncompleteSignature", refused.getMessage());
            case UNKNOWN_KEY ->
                json
                        ? AwsFault.kms("UnrecognizedClientException", refused.getMessage())
                        : new AwsFault(403, "InvalidClientTokenId", refused.getMessage());
            case EXPIRED_TOKEN ->
                json
                        ? AwsFault.kms("ExpiredTokenException", refused.getMessage())
                        : new AwsFault(403, "ExpiredToken", refused.getMessage());
            case MISMATCH, SKEWED ->
                json
                        ? AwsFault.kms("InvalidSignatureException", refused.getMessage())
                        : new AwsFault(403, "SignatureDoesNotMatch", refused.getMessage());
        };
    }

    /** An error that no service raised, in the format of the called service. */
    HttpReply error(HttpCall call, int status, String errorCode) {
        var service = service(call);
        var code = errorCode != null
                ? errorCode
                : switch (status) {
                    case 429 -> service == Service.KMS ? "ThrottlingException" : "Throttling";
                    case 503 -> service == Service.KMS ? "KMSInternalException" : "ServiceUnavailable";
                    default ->
                        status >= 500
                                ? service == Service.KMS ? "KMSInternalException" : "ServiceFailure"
                                : "ValidationException";
                };
        var requestId = state.ids.requestId();
        return fault(service, new AwsFault(status, code, "Injected by the sandbox."), requestId)
                .with("x-amzn-RequestId", requestId);
    }

    private HttpReply fault(Service service, AwsFault fault, String requestId) {
        return switch (service) {
            case KMS -> kms.fault(fault);
            case STS -> QueryXml.fault(fault, StsService.NAMESPACE, requestId);
            case IAM -> QueryXml.fault(fault, IamService.NAMESPACE, requestId);
        };
    }
}
