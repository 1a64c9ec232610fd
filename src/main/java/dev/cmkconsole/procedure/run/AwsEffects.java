package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.record.RecordedRequest.Member;
import dev.cmkconsole.model.record.ShortenedId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks AWS whether recorded requests took effect. */
final class AwsEffects {
    private final AwsGateway aws;
    private final String projectId;

    AwsEffects(AwsGateway aws, String projectId) {
        this.aws = aws;
        this.projectId = projectId;
    }

    /**
     * @param since when it was sent at the earliest
     * @return empty where what is there now does not tell
     */
    Optional<Boolean> took(RecordedRequest request, Instant since) {
        return switch (request.operation()) {
            case CREATE_ROLE -> Optional.of(aws.role(request.target()).isPresent());
            case UPDATE_TRUST_POLICY ->
                aws.role(request.target())
                        .map(IamRole::trustPolicy)
                        .map(text -> same(text, request))
                        .orElse(Optional.of(false));
            case PUT_ROLE_POLICY ->
                request.member()
                        .flatMap(policy -> inlinePolicy(policy)
                                .map(text -> same(text, request))
                                .orElse(Optional.of(false)));
            case DELETE_ROLE_POLICY ->
                request.member().map(policy -> inlinePolicy(policy).isEmpty());
            case DETACH_ROLE_POLICY -> request.attachment().map(this::detached);
            case DELETE_ROLE -> Optional.of(aws.role(request.target()).isEmpty());
            case UPDATE_ACCESS_KEY, DELETE_ACCESS_KEY ->
                request.member().flatMap(accessKey -> accessKey(accessKey, request));
            default -> tookInKms(request, since);
        };
    }

    /** Empty for what is no request to AWS. */
    private Optional<Boolean> tookInKms(RecordedRequest request, Instant since) {
        return switch (request.operation()) {
            case CREATE_KEY ->
                request.region().flatMap(region -> request.alias().map(alias -> created(region, alias)));
            case REPLICATE_KEY -> request.key().flatMap(key -> request.region().map(region -> replicated(key, region)));
            case CREATE_ALIAS ->
                request.key()
                        .flatMap(key ->
                                request.alias().map(alias -> key(key).aliases().contains(alias)));
            case PUT_KEY_POLICY -> request.key().flatMap(key -> same(aws.keyPolicy(key), request));
            case ENABLE_KEY_ROTATION ->
                request.key().flatMap(key -> key(key).rotation()).map(rotation -> rotates(rotation, request));
            case ROTATE_KEY_ON_DEMAND -> request.key().map(key -> rotatedSince(key, since));
            case ENABLE_KEY, DISABLE_KEY, SCHEDULE_KEY_DELETION, CANCEL_KEY_DELETION ->
                request.key().map(key -> keyState(request.operation(), key));
            default -> Optional.empty();
        };
    }

    private CustomerKey key(KeyArn key) {
        return aws.key(new KeyReference.ByArn(key), key.region());
    }

    private boolean created(AwsRegion region, String alias) {
        try {
            aws.madeKey(NewKey.sought(projectId, alias, region));
            return true;
        } catch (ServiceException e) {
            return switch (e.problem().code()) {
                case AwsErrorCode.NOT_FOUND -> false;
                case AwsErrorCode.ALIAS_TAKEN -> leftWithoutAlias(region, alias);
                default -> throw e;
            };
        }
    }

    /** The alias names another key by now, so it does not lead to the created one. */
    private boolean leftWithoutAlias(AwsRegion region, String alias) {
        return aws.spareKeys(projectId, region).stream().anyMatch(k -> k.alias().equals(alias));
    }

    private boolean replicated(KeyArn primary, AwsRegion region) {
        try {
            key(primary.in(region));
            return true;
        } catch (ServiceException e) {
            if (e.problem().code().equals(AwsErrorCode.NOT_FOUND)) {
                return false;
            }
            throw e;
        }
    }

    /** KMS does not always tell the period. */
    private static boolean rotates(KeyRotation rotation, RecordedRequest request) {
        int days = RecordedJson.body(request).path("RotationPeriodInDays").asInt();
        return rotation.automatic()
                && rotation.periodDays().filter(present -> present != days).isEmpty();
    }

    private boolean rotatedSince(KeyArn key, Instant moment) {
        return key(key).rotation()
                        .flatMap(KeyRotation::onDemandSince)
                        .filter(at -> !at.isBefore(moment))
                        .isPresent()
                || aws.rotations(key).stream().anyMatch(r -> r.onDemand() && !r.at().isBefore(moment));
    }

    private boolean keyState(RecordedOperation operation, KeyArn key) {
        var state = key(key).state();
        return switch (operation) {
            case ENABLE_KEY -> state.enabled();
            case DISABLE_KEY -> state.disabled();
            case SCHEDULE_KEY_DELETION -> state.awaitsDeletion();
            default -> !state.awaitsDeletion();
        };
    }

    /** A user that is not there has no access keys. */
    private Optional<Boolean> accessKey(Member accessKey, RecordedRequest request) {
        var recorded = new ShortenedId(accessKey.name());
        var key = aws.accessKeys(accessKey.owner()).orElse(List.of()).stream()
                .filter(k -> recorded.standsFor(k.id()))
                .findFirst();
        return request.operation() == RecordedOperation.DELETE_ACCESS_KEY
                ? Optional.of(key.isEmpty())
                : key.map(k -> k.active()
                        == RecordedJson.text(RecordedJson.body(request), "Status")
                                .equals("Active"));
    }

    private boolean detached(Member policy) {
        return aws.role(policy.owner())
                .filter(role -> role.attachedPolicies().contains(policy.name()))
                .isEmpty();
    }

    private Optional<String> inlinePolicy(Member policy) {
        return aws.role(policy.owner())
                .map(IamRole::inlinePolicies)
                .flatMap(all -> Optional.ofNullable(all.get(policy.name())));
    }

    /** A document with something removed cannot be compared. */
    private static Optional<Boolean> same(String present, RecordedRequest sent) {
        return sent.body().filter(text -> !RecordedRequest.isWhole(text)).isPresent()
                ? Optional.empty()
                : Optional.of(RecordedJson.parse(present).equals(RecordedJson.body(sent)));
    }
}
