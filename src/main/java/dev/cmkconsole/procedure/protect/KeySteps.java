package dev.cmkconsole.procedure.protect;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.guard.GuardStatements;
import dev.cmkconsole.policy.guard.KeyHolders;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.preflight.protection.GuardProposal;
import dev.cmkconsole.preflight.protection.KeyProtection;
import dev.cmkconsole.procedure.access.LeftOut;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepBuilder;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Protects the key in one Region: what must hold first, and the change of its policy. */
final class KeySteps {
    private static final String CHANGE = "kms:PutKeyPolicy";

    private final ProjectSnapshot now;
    private final ProtectChoices want;
    private final KeyArn key;
    private final Retry retry;
    private final Optional<PolicyDocument> before;
    private final Optional<PolicyProposal> proposal;
    private final KeyProtection present;

    KeySteps(ProjectSnapshot now, ProtectChoices want, KeyArn key, Observed<String> policy, WaitSettings waits) {
        this.now = now;
        this.want = want;
        this.key = key;
        this.retry = new Retry(Set.of(AwsErrorCode.CONCURRENT_MODIFICATION), waits.retryDelay(), waits.retryAttempts());
        this.before = policy.value().flatMap(Documents::parse);
        this.proposal = before.map(document -> GuardProposal.of(document, exempt(document)));
        this.present = KeyProtection.of(key, policy, now.at());
    }

    private KeyHolders holders(PolicyDocument document) {
        return new KeyHolders(document, key.toString(), now.at());
    }

    private List<String> exempt(PolicyDocument document) {
        var all = new ArrayList<>(want.allowed());
        all.add(holders(document).rootArn());
        return all;
    }

    private Optional<PolicyDocument> after() {
        return proposal.flatMap(p -> p instanceof PolicyProposal.Write(var document, var _, var _)
                ? Optional.of(document)
                : Optional.empty());
    }

    /** Whether exactly the named principals, and the root user, may end the key in this Region already. */
    boolean over() {
        return present.state() == KeyProtection.State.PROTECTED
                && present.patterns().isEmpty()
                && before.filter(document ->
                                Set.copyOf(holders(document).named()).equals(Set.copyOf(want.allowed())))
                        .isPresent();
    }

    private StepId id(String name) {
        return StepId.of(name, key.region().id());
    }

    List<Step> checks() {
        var checks = new ArrayList<Step>();
        before.flatMap(b -> after().flatMap(a -> LeftOut.doubt(b.raw(), a.raw())))
                .ifPresent(doubt -> {
                    var id = id("leave-out-deleted");
                    checks.add(Step.check(id)
                            .words("fix.leavesOut")
                            .status(over() ? Status.NOT_NEEDED : want.unlessAccepted(id, doubt))
                            .build());
                });
        var lockOut = id("check-lock-out");
        checks.add(Step.check(lockOut)
                .words("protect.lockOut")
                .inTitle(key.region().id())
                .status(over() || after().isEmpty() ? Status.NOT_NEEDED : lockOut(after().get(), lockOut))
                .build());
        checks.add(Step.check(id("check-atlas-access"))
                .words("protect.atlas")
                .inTitle(key.region().id())
                .inExplanation(
                        String.join(", ", AtlasPolicies.KEY_ACTIONS),
                        atlasRole().orElse("-"))
                .status(over() || after().isEmpty() ? Status.NOT_NEEDED : forAtlas(after().get()))
                .build());
        return checks;
    }

    /** KMS refuses a policy that its author could not change again. The root user is the last resort. */
    private Status lockOut(PolicyDocument after, StepId id) {
        var caller = now.aws().caller();
        if (caller.value().isEmpty()) {
            return new Status.Blocked(
                    now.aws().signIn().orElseGet(() -> Text.of("protect.lockOut.noCaller", caller.unreadCode())));
        }
        if (!caller.value().get().account().equals(key.account())) {
            return new Status.Blocked(
                    Text.of("protect.lockOut.otherAccount", caller.value().get().account(), key.account()));
        }
        var refused = refusedForPrincipals(after, principal(caller.value().get()));
        if (refused.isPresent()) {
            return new Status.Blocked(refused.get());
        }
        return doubt(after, principal(caller.value().get()))
                .map(text -> want.unlessAccepted(id, text))
                .orElse(Status.DONE);
    }

    private Optional<Text> refusedForPrincipals(PolicyDocument after, String caller) {
        if (!holders(before.orElseThrow()).may(caller, CHANGE).isPossible()) {
            return Optional.of(Text.of("protect.lockOut.notNow", caller));
        }
        if (!holders(after).may(caller, CHANGE).isPossible()) {
            return Optional.of(Text.of(
                    caller.contains(":role/") ? "protect.lockOut.callerRole" : "protect.lockOut.caller",
                    caller,
                    caller.substring(caller.lastIndexOf('/') + 1)));
        }
        return want.allowed().stream()
                .filter(arn -> !holders(after).may(arn, CHANGE).isPossible())
                .findFirst()
                .map(arn -> Text.of("protect.lockOut.named", arn));
    }

    private Optional<Text> doubt(PolicyDocument after, String caller) {
        var open = new ArrayList<>(want.allowed());
        open.add(caller);
        var unclear = open.stream()
                .filter(arn -> holders(after).may(arn, CHANGE) == Truth.UNKNOWN)
                .findFirst();
        if (unclear.isPresent()) {
            return Optional.of(Text.of("protect.lockOut.unclear", unclear.get()));
        }
        return holders(after).root().isTrue()
                ? Optional.empty()
                : Optional.of(Text.of("protect.lockOut.root", key.account()));
    }

    /**
     * The caller as a policy names it: a session is its role. A role's name is unique in its account, its path is not in
     * the session.
     */
    private String principal(AwsCaller caller) {
        if (!caller.arn().contains(":assumed-role/")) {
            return caller.arn();
        }
        String name = caller.arn().split("/", 3)[1];
        var named = holders(before.orElseThrow()).named();
        return Stream.concat(want.allowed().stream(), named.stream())
                .filter(arn -> arn.contains(":role/") && arn.endsWith("/" + name))
                .findFirst()
                .orElse("arn:" + caller.partition() + ":iam::" + caller.account() + ":role/" + name);
    }

    private Optional<String> atlasRole() {
        return now.configuredRole().flatMap(r -> r.iamRoleArn());
    }

    private Status forAtlas(PolicyDocument after) {
        return sameForAtlas(after) ? Status.DONE : new Status.Blocked(Text.of("protect.atlas.changes", key.toString()));
    }

    /** Whether every answer about Atlas' requests is the same under both policies. */
    private boolean sameForAtlas(PolicyDocument after) {
        String who = atlasRole().orElseGet(() -> holders(after).rootArn().replace(":root", ":user/atlas"));
        return AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action ->
                        holders(before.orElseThrow()).decision(who, action).verdict()
                                == holders(after).decision(who, action).verdict());
    }

    Step protect() {
        return proposal.map(this::protect)
                .orElseGet(() -> step().status(new Status.Blocked(Text.of("protect.change.unread", present.said())))
                        .build());
    }

    private Step protect(PolicyProposal proposed) {
        if (over()) {
            return step().status(Status.DONE).build();
        }
        return switch (proposed) {
            case PolicyProposal.Write(var document, var _, var _) ->
                change(before.orElseThrow().raw(), document);
            case PolicyProposal.TooLarge(int size, int limit) ->
                blocked(Text.of("protect.change.tooLarge", size, limit));
            case PolicyProposal.Undecided(var principals) ->
                blocked(Text.of("check.deleted.undecided", PolicyProposal.named(principals)));
            case PolicyProposal.Malformed _, PolicyProposal.AlreadyThere _ ->
                blocked(Text.of("protect.change.unread", present.said()));
        };
    }

    private Step change(String raw, PolicyDocument document) {
        var step = LeftOut.deleted(raw).isEmpty() ? step() : step("protect.change.explainLeavesOut");
        return step.reversibility(LeftOut.reversibility(raw))
                .request(new AwsRequest.PutKeyPolicy(key, raw, document.raw()))
                .diff(new Step.Diff(raw, document.raw()))
                .status(changes(document))
                .build();
    }

    /** A policy with both statements that still leaves the key to others has another statement that needs a person. */
    private Status changes(PolicyDocument document) {
        var then = KeyProtection.of(key, new Observed.Known<>(document.raw(), now.at()), now.at());
        return then.state() == KeyProtection.State.PROTECTED
                ? Status.TO_DO
                : new Status.Blocked(Text.of("protect.change.notEnough", then.said()));
    }

    private Step blocked(Text why) {
        return step().status(new Status.Blocked(why)).build();
    }

    private String named() {
        return String.join(", ", want.allowed());
    }

    private StepBuilder.Aws step() {
        return step("protect.change.explain");
    }

    private StepBuilder.Aws step(String explanation) {
        return Step.aws(id("protect-key"))
                .words("protect.change")
                .inTitle(key.region().id())
                .reason(
                        over() || after().isEmpty()
                                ? present.said()
                                : Text.of("protect.change.after", present.said(), named()))
                .explanation(Text.of(explanation))
                .inExplanation(String.join(", ", GuardStatements.ACTIONS), named(), GuardStatements.DAYS, key.account())
                .reversibility(Reversibility.UNDO)
                .retry(retry);
    }
}
