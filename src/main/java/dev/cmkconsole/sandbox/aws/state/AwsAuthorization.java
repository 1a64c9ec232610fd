package dev.cmkconsole.sandbox.aws.state;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.policy.evaluate.AccessDecision.PolicyVerdict;
import dev.cmkconsole.policy.evaluate.AccessRules;
import dev.cmkconsole.policy.evaluate.AccessRules.CallerPolicies;
import dev.cmkconsole.policy.evaluate.AccessRules.ResourcePolicies;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Authorizes every call by the policies in force, as the other AWS services currently see them; see {@link Delayed}.
 */
public final class AwsAuthorization {

    private static final int CACHED_DOCUMENTS = 2_000;

    private final AwsState state;
    private final Map<String, PolicyDocument> parsed = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PolicyDocument> eldest) {
            return size() > CACHED_DOCUMENTS;
        }
    };

    public AwsAuthorization(AwsState state) {
        this.state = state;
    }

    /** The condition keys of every request. */
    public RequestContext.Builder context(Caller caller, String region) {
        var now = state.now();
        var context = RequestContext.complete()
                .known("aws:PrincipalArn", caller.principal().arn())
                .known("aws:PrincipalAccount", caller.account().id)
                .known(
                        "aws:PrincipalType",
                        caller.entity().isEmpty()
                                ? "Account"
                                : caller.entity().get() instanceof IamRole ? "AssumedRole" : "User")
                .known("aws:userid", caller.userId())
                .known("aws:SourceIp", caller.sourceIp())
                .known("aws:UserAgent", caller.userAgent())
                .known("aws:SecureTransport", "true")
                .known("aws:CurrentTime", now.toString())
                .known("aws:EpochTime", Long.toString(now.getEpochSecond()))
                .known("aws:RequestedRegion", region)
                .known("aws:PrincipalIsAWSService", "false")
                .known("aws:ViaAWSService", "false");
        caller.account().organization.ifPresent(id -> context.known("aws:PrincipalOrgID", id));
        caller.entity().filter(IamUser.class::isInstance).ifPresent(user -> context.known("aws:username", user.name));
        caller.entity()
                .ifPresent(entity -> entity.facts
                        .seenAt(now)
                        .tags()
                        .forEach((key, value) -> context.known("aws:PrincipalTag/" + key, value)));
        caller.session().ifPresent(session -> {
            context.known("aws:TokenIssueTime", session.issued().toString());
            context.known(
                    "aws:MultiFactorAuthPresent",
                    Boolean.toString(session.terms().mfa()));
            if (session.terms().mfa()) {
                context.known(
                        "aws:MultiFactorAuthAge",
                        Long.toString(now.getEpochSecond() - session.issued().getEpochSecond()));
            }
            session.sourceIdentity().ifPresent(identity -> context.known("aws:SourceIdentity", identity));
            session.terms().tags().forEach((key, value) -> context.known("aws:PrincipalTag/" + key, value));
        });
        return context;
    }

    public AccessDecision onIdentity(Caller caller, String action, String resource, RequestContext context) {
        return AccessRules.onIdentity(
                new PolicyRequest(caller.principal(), action, resource, context), policies(caller));
    }

    public AccessDecision onKey(
            Caller caller, KmsKey key, PolicyDocument keyPolicy, String action, RequestContext context, Truth granted) {
        var resource = new ResourcePolicies(
                key.account.id, PolicyKind.KEY, PolicySet.of("key policy", keyPolicy), granted, control(key.account));
        return AccessRules.onResource(
                new PolicyRequest(caller.principal(), action, key.arn(), context), policies(caller), resource);
    }

    public AccessDecision onRole(Caller caller, IamRole role, String action, RequestContext context) {
        var trust = role.facts.seenAt(state.now()).trust().current(state);
        var resource = new ResourcePolicies(
                role.account.id,
                PolicyKind.TRUST,
                PolicySet.of("trust policy", trust),
                Truth.FALSE,
                control(role.account));
        return AccessRules.onResource(
                new PolicyRequest(caller.principal(), action, role.arn(), context), policies(caller), resource);
    }

    /** Refuses an action that only IAM policies govern, unless they allow it. */
    public void require(Caller caller, String action, String resource, RequestContext context) {
        var decision = onIdentity(caller, action, resource, context);
        if (!decision.isAllowed()) {
            throw denied(caller, action, resource, decision);
        }
    }

    /** The IAM and STS error: 403 with the layer named. */
    static AwsFault denied(Caller caller, String action, String resource, AccessDecision decision) {
        return new AwsFault(403, "AccessDenied", text(caller, action, resource, reason(decision, action)));
    }

    public static String text(Caller caller, String action, String resource, String reason) {
        return "User: " + caller.arn() + " is not authorized to perform: " + action + " on resource: " + resource
                + reason;
    }

    /**
     * AWS always words a service control policy's refusal as an explicit one. An undecidable case is refused as not
     * allowed.
     */
    public static String reason(AccessDecision decision, String action) {
        var kind = decision.blamed().orElse(PolicyKind.IDENTITY);
        var explicit = decision.verdict() == PolicyVerdict.EXPLICIT_DENY
                || kind == PolicyKind.SERVICE_CONTROL
                || kind == PolicyKind.RESOURCE_CONTROL;
        var article = kind == PolicyKind.IDENTITY ? "an " : "a ";
        return explicit
                ? " with an explicit deny in " + article + kind.words() + (kind == PolicyKind.BOUNDARY ? "" : " policy")
                : " because no " + kind.words() + (kind == PolicyKind.BOUNDARY ? "" : " policy") + " allows the "
                        + action + " action";
    }

    CallerPolicies policies(Caller caller) {
        var levels = caller.account().serviceControlPolicies.stream()
                .map(text -> PolicySet.of("service control policy", document(text)))
                .toList();
        var own = caller.entity()
                .map(this::policies)
                .orElseGet(() -> CallerPolicies.of(PolicySet.none()))
                .withServiceControl(levels);
        return caller.session()
                .filter(session -> !session.terms().policies().isEmpty())
                .map(session -> own.withSession(new PolicySet(
                        session.terms().policies().stream()
                                .map(text -> new PolicySet.Named("session policy", document(text)))
                                .toList(),
                        true)))
                .orElse(own);
    }

    private CallerPolicies policies(Principal entity) {
        var now = state.now();
        var facts = entity.facts.seenAt(now);
        if (!facts.exists()) {
            return CallerPolicies.of(PolicySet.none());
        }
        var identity = new ArrayList<PolicySet.Named>();
        facts.inline().forEach((name, text) -> identity.add(new PolicySet.Named(name, document(text))));
        for (var arn : facts.attached()) {
            managed(arn).ifPresent(text -> identity.add(new PolicySet.Named(arn, document(text))));
        }
        var all = CallerPolicies.of(new PolicySet(identity, true));
        return facts.boundary()
                .map(arn -> all.withBoundary(managed(arn)
                        .map(text -> PolicySet.of(arn, document(text)))
                        .orElseGet(PolicySet::none)))
                .orElse(all);
    }

    private Optional<String> managed(String arn) {
        return state.managedPolicy(arn).map(policy -> policy.document.seenAt(state.now()));
    }

    private List<PolicySet> control(Account account) {
        return account.resourceControlPolicies.stream()
                .map(text -> PolicySet.of("resource control policy", document(text)))
                .toList();
    }

    public PolicyDocument document(String text) {
        return parsed.computeIfAbsent(text, PolicyDocument::parse);
    }
}
