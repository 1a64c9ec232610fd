package dev.cmkconsole.sandbox.aws.sts;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.edit.PolicyRules;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.IamRole;
import dev.cmkconsole.sandbox.aws.state.IamUser;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.state.Session;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The simulated Security Token Service. */
public final class StsService {

    public static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]*");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]*");
    private static final Pattern SERIAL = Pattern.compile("[\\w+=/:,.@-]*");
    private static final int MAX_SESSION_POLICY = 2048;

    @FunctionalInterface
    private interface Operation {
        QueryXml run(Caller caller, String region, QueryForm form);
    }

    private final AwsState state;
    private final AwsAuthorization authorization;
    private final Map<String, Operation> operations = new TreeMap<>();

    public StsService(AwsState state, AwsAuthorization authorization) {
        this.state = state;
        this.authorization = authorization;
        operations.put(
                "GetCallerIdentity",
                (caller, region, form) -> new QueryXml()
                        .text("Arn", caller.arn())
                        .text("UserId", caller.userId())
                        .text("Account", caller.account().id));
        operations.put(
                "AssumeRole",
                (caller, region, form) -> assumeRole(caller, region, form).xml());
        operations.put("GetAccessKeyInfo", this::accessKeyInfo);
        operations.put("GetSessionToken", this::sessionToken);
        operations.put("DecodeAuthorizationMessage", this::decode);
    }

    public Set<String> operations() {
        return operations.keySet();
    }

    public boolean knows(String operation) {
        return operations.containsKey(operation);
    }

    public QueryXml invoke(String operation, Caller caller, String region, QueryForm form) {
        return operations.get(operation).run(caller, region, form);
    }

    /**
     * Issued credentials, with the details of the reply.
     *
     * @param packedPercent percentage of the session policy quota
     */
    public record Assumed(Session session, Optional<Integer> packedPercent) {

        QueryXml xml() {
            var role = session.role();
            var xml = new QueryXml()
                    .element(
                            "AssumedRoleUser",
                            user -> user.text("AssumedRoleId", role.id + ":" + session.name())
                                    .text("Arn", role.sessionArn(session.name())));
            credentials(xml, session);
            packedPercent.ifPresent(percent -> xml.number("PackedPolicySize", percent));
            return xml.text("SourceIdentity", session.sourceIdentity());
        }
    }

    private static void credentials(QueryXml xml, Session session) {
        xml.element(
                "Credentials",
                c -> c.text("AccessKeyId", session.accessKeyId())
                        .text("SecretAccessKey", session.secret())
                        .text("SessionToken", session.token())
                        .time("Expiration", session.expires()));
    }

    /**
     * Gives the same answer for a role that does not exist, one that does not trust the caller, and one that requires
     * another external id.
     */
    public Assumed assumeRole(Caller caller, String region, QueryForm form) {
        var arn = form.required("RoleArn", 20, 2048, null);
        var name = form.required("RoleSessionName", 2, 64, SESSION_NAME);
        var externalId = form.text("ExternalId", 2, 1224, EXTERNAL_ID);
        var sourceIdentity = form.text("SourceIdentity", 2, 64, SESSION_NAME);
        int seconds = form.number("DurationSeconds", 900, 43_200).orElse(3600);
        var sessionPolicies = sessionPolicies(form);
        requireRoleArn(arn);
        var denied = new AwsFault(403, "AccessDenied", AwsAuthorization.text(caller, "sts:AssumeRole", arn, ""));
        if (caller.entity().isEmpty()) {
            throw new AwsFault(403, "AccessDenied", "Roles may not be assumed by root accounts.");
        }
        var role = state.principalSeen(arn).map(IamRole.class::cast).orElseThrow(() -> denied);
        var mfa = mfa(caller, form);
        var tags = form.tags();
        var context = authorization
                .context(caller, region)
                .known("sts:RoleSessionName", name)
                .known("aws:ResourceAccount", role.account.id);
        externalId.ifPresent(id -> context.known("sts:ExternalId", id));
        sourceIdentity.ifPresent(id -> context.known("sts:SourceIdentity", id));
        if (mfa) {
            context.known("aws:MultiFactorAuthPresent", "true").known("aws:MultiFactorAuthAge", "0");
        }
        addTags(context, role, tags);
        var actions = new ArrayList<>(List.of("sts:AssumeRole"));
        if (!tags.isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (sourceIdentity.isPresent()) {
            actions.add("sts:SetSourceIdentity");
        }
        for (var action : actions) {
            if (!authorization.onRole(caller, role, action, context.build()).isAllowed()) {
                throw new AwsFault(403, "AccessDenied", AwsAuthorization.text(caller, action, arn, ""));
            }
        }
        var chained = caller.session().filter(s -> s.role() != null).isPresent();
        requireDuration(seconds, chained, role);
        role.lastUse = Optional.of(new Principal.LastUse(state.now(), "sts", region));
        var terms = new Session.Terms(sessionPolicies, mfa, sourceIdentity, Map.copyOf(tags), chained);
        var session = issue(role, name, seconds, terms);
        int characters = sessionPolicies.stream().mapToInt(String::length).sum();
        return new Assumed(
                session,
                characters == 0 ? Optional.empty() : Optional.of(Math.max(1, characters * 100 / MAX_SESSION_POLICY)));
    }

    private static void requireRoleArn(String arn) {
        if (Arn.parse(arn)
                .filter(a -> Arn.isAccountId(a.account()) && a.resource().startsWith("role/"))
                .isEmpty()) {
            throw AwsFault.validation(Arn.parse(arn).isEmpty() ? arn + " is invalid" : "Invalid ARN for role: " + arn);
        }
    }

    private void addTags(RequestContext.Builder context, IamRole role, Map<String, String> tags) {
        tags.forEach((key, value) -> context.known("aws:RequestTag/" + key, value));
        if (!tags.isEmpty()) {
            context.known("aws:TagKeys", List.copyOf(tags.keySet()));
        }
        role.facts.seenAt(state.now()).tags().forEach((key, value) -> context.known("aws:ResourceTag/" + key, value));
    }

    private static void requireDuration(int seconds, boolean chained, IamRole role) {
        if (chained && seconds > 3600) {
            throw AwsFault.validation(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                            + " chaining");
        }
        if (seconds > role.maxSessionSeconds) {
            throw AwsFault.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    private Session issue(Principal principal, String name, int seconds, Session.Terms terms) {
        var now = state.now();
        state.sessions.values().removeIf(s -> s.expires().plusSeconds(86_400).isBefore(now));
        var session = new Session(
                new Session.Credentials(state.ids.unique("ASIA"), state.ids.secret(), state.ids.sessionToken()),
                principal,
                name,
                now,
                now.plusSeconds(seconds),
                terms);
        state.sessions.put(session.accessKeyId(), session);
        return session;
    }

    private List<String> sessionPolicies(QueryForm form) {
        var all = new ArrayList<String>();
        form.text("Policy").ifPresent(text -> {
            PolicyRules.violation(text, PolicyKind.SESSION).ifPresent(problem -> {
                throw AwsFault.malformedPolicy(problem);
            });
            all.add(text);
        });
        var inlineLength = all.stream().mapToInt(String::length).sum();
        if (inlineLength > MAX_SESSION_POLICY) {
            throw new AwsFault(
                    400,
                    "PackedPolicyTooLarge",
                    "Packed policy consumes " + inlineLength * 100 / MAX_SESSION_POLICY
                            + "% of allotted space, please use smaller policy.");
        }
        var arns = form.structures("PolicyArns");
        if (arns.size() > 10) {
            throw AwsFault.validation(
                    "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: "
                            + "Member must have length less than or equal to 10");
        }
        for (var each : arns) {
            var arn = each.required("arn", 20, 2048, null);
            all.add(state.managedPolicy(arn)
                    .map(p -> p.document.seenAt(state.now()))
                    .orElseThrow(() ->
                            AwsFault.malformedPolicy("The policy " + arn + " does not exist or is not attachable.")));
        }
        return all;
    }

    /** @return whether the caller proved a second factor (MFA) in this request */
    private boolean mfa(Caller caller, QueryForm form) {
        var serial = form.text("SerialNumber", 9, 256, SERIAL);
        var code = form.text("TokenCode", 6, 6, Pattern.compile("\\d*"));
        if (serial.isEmpty() && code.isEmpty()) {
            return false;
        }
        var device = caller.entity()
                .filter(IamUser.class::isInstance)
                .flatMap(user -> ((IamUser) user).mfa)
                .filter(d -> serial.filter(d.serial()::equals).isPresent());
        if (device.isEmpty()
                || code.isEmpty()
                || !Totp.accepts(
                        device.get().seed(),
                        code.get(),
                        state.settings.signingClock().instant())) {
            throw new AwsFault(
                    403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
        return true;
    }

    private QueryXml sessionToken(Caller caller, String region, QueryForm form) {
        int seconds = form.number("DurationSeconds", 900, 129_600).orElse(43_200);
        if (caller.session().isPresent()) {
            throw new AwsFault(403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
        }
        if (!(caller.entity().orElse(null) instanceof IamUser user)) {
            throw new AwsFault(403, "AccessDenied", "Cannot call GetSessionToken with the account's root credentials");
        }
        var xml = new QueryXml();
        credentials(
                xml,
                issue(
                        user,
                        user.name,
                        seconds,
                        new Session.Terms(List.of(), mfa(caller, form), Optional.empty(), Map.of(), false)));
        return xml;
    }

    private QueryXml accessKeyInfo(Caller caller, String region, QueryForm form) {
        var id = form.required("AccessKeyId", 16, 128, Pattern.compile("\\w*"));
        authorization.require(
                caller,
                "sts:GetAccessKeyInfo",
                "*",
                authorization.context(caller, region).build());
        var account = Optional.ofNullable(state.accessKeys.get(id))
                .map(key -> key.account)
                .or(() -> Optional.ofNullable(state.sessions.get(id)).map(s -> s.principal().account))
                .orElseThrow(() -> AwsFault.validation("Invalid value for AccessKeyId: " + id));
        return new QueryXml().text("Account", account.id);
    }

    /** No simulated service encodes its refusals, so there is no message to decode. */
    private QueryXml decode(Caller caller, String region, QueryForm form) {
        form.required("EncodedMessage", 1, 10_240, null);
        authorization.require(
                caller,
                "sts:DecodeAuthorizationMessage",
                "*",
                authorization.context(caller, region).build());
        throw new AwsFault(400, "InvalidAuthorizationMessageException", "Authorization message is not valid");
    }
}
