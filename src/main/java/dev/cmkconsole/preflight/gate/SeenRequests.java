package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.policy.evaluate.AtlasContext;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Atlas' requests for one key in every way in which AWS may see them. Ways that no policy tells apart are one way. Each
 * request is built once, because many rules ask for the same.
 */
final class SeenRequests {
    static final String SOURCE_IP = "aws:SourceIp";
    /** Present in place of aws:SourceIp where a call comes through a VPC endpoint. */
    static final String VPC_SOURCE_IP = "aws:VpcSourceIp";

    static final String MFA = "aws:MultiFactorAuthPresent";
    static final String TOKEN_ISSUED = "aws:TokenIssueTime";
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final RequestPrincipal session;
    private final KeyArn key;
    private final RequestContext facts;
    private final List<Instant> issued;
    private final boolean withMfa;
    private final Map<Asked, Seen> seen = new ConcurrentHashMap<>();

    private record Asked(Optional<String> address, String action) {}

    /**
     * @param ways the same request in each way
     * @param open the request with all that tells the ways apart left open
     */
    record Seen(List<PolicyRequest> ways, PolicyRequest open) {}

    /** @param mentioned whether a policy has a condition on this key */
    SeenRequests(RequestPrincipal session, KeyArn key, RequestContext facts, Predicate<String> mentioned) {
        this.session = session;
        this.key = key;
        this.facts = facts;
        this.issued = issued(Instant.parse(facts.values("aws:CurrentTime").getFirst()), mentioned.test(TOKEN_ISSUED));
        this.withMfa = mentioned.test(MFA);
    }

    /**
     * When the session that Atlas uses may have begun: a session of a role lasts twelve hours at most. The policy
     * that revokes older sessions asks for it.
     */
    private static List<Instant> issued(Instant now, boolean matters) {
        return matters ? List.of(now.minus(LONGEST_SESSION), now) : List.of(now);
    }

    /** @param address empty if it is not known; the empty string stands for a call without a public address */
    Seen of(Optional<String> address, String action) {
        return seen.computeIfAbsent(new Asked(address, action), this::build);
    }

    private Seen build(Asked asked) {
        var context = AtlasContext.operation(facts.toBuilder(), asked.action);
        if (asked.address.isEmpty()) {
            context.unknown(SOURCE_IP).unknown(VPC_SOURCE_IP);
        } else if (asked.address.get().isEmpty()) {
            context.absent(SOURCE_IP).unknown(VPC_SOURCE_IP);
        } else {
            context.known(SOURCE_IP, asked.address.get()).absent(VPC_SOURCE_IP);
        }
        var ways = new ArrayList<PolicyRequest>();
        for (var begun : issued) {
            context.known(TOKEN_ISSUED, begun.toString());
            if (withMfa) {
                ways.add(request(asked.action, context.absent(MFA)));
            }
            ways.add(request(asked.action, context.known(MFA, "false")));
        }
        return new Seen(
                List.copyOf(ways), request(asked.action, context.unknown(MFA).unknown(TOKEN_ISSUED)));
    }

    private PolicyRequest request(String action, RequestContext.Builder context) {
        return new PolicyRequest(session, action, key.toString(), context.build());
    }
}
