package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries the requests of steps out on an end state. What was done already is only marked. */
final class RequestFold {
    private final EndState state;
    private final AtlasFold atlas;
    private final Instant at;

    RequestFold(EndState state, Instant at) {
        this.state = state;
        this.atlas = new AtlasFold(state);
        this.at = at;
    }

    void apply(Step step) {
        boolean done = step.status().done();
        switch (step) {
            case Step.AtlasStep s -> s.described().ifPresent(request -> atlas.apply(s.id(), request, s.target(), done));
            case Step.AwsStep s -> s.described().ifPresent(request -> apply(s.id(), request, done));
            case Step.ManualStep s -> s.described().ifPresent(request -> apply(s.id(), request, done));
            case Step.WaitStep _, Step.CheckStep _ -> {}
        }
    }

    private void apply(StepId step, AwsRequest request, boolean done) {
        switch (request) {
            case AwsRequest.CreateRole r -> create(step, r, done);
            case AwsRequest.UpdateTrustPolicy r -> trust(step, r.roleName(), r.trustPolicy(), done);
            case AwsRequest.PutRolePolicy r -> inline(step, r.roleName(), r.policyName(), r.document(), done);
            case AwsRequest.EditRolePolicy r -> inline(step, r.roleName(), r.policyName(), r.document(), done);
            case AwsRequest.DeleteRolePolicy r -> delete(step, r, done);
            case AwsRequest.DetachRolePolicy r -> {
                if (!done) {
                    Optional.ofNullable(state.roles().get(r.roleName()))
                            .ifPresent(
                                    held -> held.value().settings().attached().remove(r.policyArn()));
                }
                byHand(step, "terraform.byHand.detachPolicy", r);
            }
            case AwsRequest.DeleteRole r -> {
                if (!done) {
                    state.roles().remove(r.roleName());
                }
                byHand(step, "terraform.byHand.deleteRole", r);
            }
            case AwsRequest.CreateKey r -> create(step, r, done);
            case AwsRequest.ReplicateKey r -> replicate(step, r, done);
            case AwsRequest.CreateAlias r ->
                key(step, r.key(), k -> {
                    if (!done) {
                        k.value().aliases().putIfAbsent(r.alias(), Held.planned(true));
                    }
                    Optional.ofNullable(k.value().aliases().get(r.alias())).ifPresent(a -> a.about(step));
                });
            case AwsRequest.EnableKeyRotation r -> change(step, r.key(), done, k -> k.rotateEvery(r.periodDays()));
            case AwsRequest.PutKeyPolicy r ->
                key(step, r.key(), k -> {
                    if (!done) {
                        k.value().policy().set(new Observed.Known<>(r.document(), at));
                    }
                    k.value().policy().about(step);
                });
            case AwsRequest.EnableKey r -> change(step, r.key(), done, k -> k.enable(true));
            case AwsRequest.DisableKey r -> change(step, r.key(), done, k -> k.enable(false));
            case AwsRequest.RotateKeyOnDemand r -> byHand(step, "terraform.byHand.rotateOnDemand", r);
            case AwsRequest.ScheduleKeyDeletion r -> withdraw(step, r);
            case AwsRequest.CancelKeyDeletion r -> byHand(step, "terraform.byHand.cancelDeletion", r);
            case AwsRequest.UpdateAccessKey r -> byHand(step, "terraform.byHand.accessKey", r);
            case AwsRequest.DeleteAccessKey r -> byHand(step, "terraform.byHand.accessKey", r);
        }
    }

    private void create(StepId step, AwsRequest.CreateRole r, boolean done) {
        if (!done && !state.roles().containsKey(r.roleName())) {
            state.roles()
                    .put(r.roleName(), Held.planned(RoleState.planned(r.trustPolicy(), r.description(), r.tags())));
        }
        role(step, r.roleName(), held -> held.about(step));
    }

    private void trust(StepId step, String role, String document, boolean done) {
        role(step, role, held -> {
            held.about(step);
            if (!done) {
                held.value().trust().set(document);
            }
        });
    }

    private void inline(StepId step, String role, String policy, String document, boolean done) {
        role(step, role, held -> {
            var all = held.value().inline();
            if (!done) {
                all.computeIfAbsent(policy, _ -> Held.planned(document)).set(document);
            }
            Optional.ofNullable(all.get(policy)).ifPresent(p -> p.about(step));
        });
    }

    /** Terraform can only delete what its state has, so the configuration leaves the policy out and says how. */
    private void delete(StepId step, AwsRequest.DeleteRolePolicy r, boolean done) {
        if (!done) {
            Optional.ofNullable(state.roles().get(r.roleName()))
                    .ifPresent(held -> held.value().inline().remove(r.policyName()));
        }
        byHand(step, "terraform.byHand.deletePolicy", r);
    }

    /** A key whose deletion is scheduled is gone for Terraform. */
    private void withdraw(StepId step, AwsRequest.ScheduleKeyDeletion r) {
        state.keys().remove(r.key().toString());
        byHand(step, "terraform.byHand.scheduleDeletion", r);
    }

    private void role(StepId step, String name, Consumer<Held<RoleState>> change) {
        var held = state.roles().get(name);
        if (held == null) {
            state.byHand().add(new EndState.ByHand(step, Text.of("terraform.byHand.role", name), Optional.empty()));
            return;
        }
        change.accept(held);
    }

    private void create(StepId step, AwsRequest.CreateKey r, boolean done) {
        if (done) {
            state.keys().values().stream()
                    .filter(k -> k.value().tags().value().map(Map::entrySet).stream()
                            .anyMatch(t -> t.containsAll(r.key().token().entrySet())))
                    .forEach(k -> k.about(step));
            return;
        }
        var made = Held.planned(KeyState.planned(r.key(), at));
        made.about(step);
        state.keys().put(Output.KEY_ID.token(), made);
    }

    private void replicate(StepId step, AwsRequest.ReplicateKey r, boolean done) {
        if (!done) {
            state.keys().put(r.replica().toString(), Held.planned(KeyState.planned(r, at)));
        }
        Optional.ofNullable(state.keys().get(r.replica().toString())).ifPresent(k -> k.about(step));
    }

    /** Changes the key itself, and not its policy or aliases, which are resources of their own. */
    private void change(StepId step, KeyArn arn, boolean done, Consumer<KeyState> change) {
        key(step, arn, held -> {
            held.about(step);
            if (!done) {
                change.accept(held.value());
            }
        });
    }

    private void key(StepId step, KeyArn arn, Consumer<Held<KeyState>> change) {
        var held = state.key(arn);
        if (held.isEmpty()) {
            state.byHand()
                    .add(new EndState.ByHand(
                            step, Text.of("terraform.byHand.key", Output.shown(arn.toString())), Optional.empty()));
            return;
        }
        change.accept(held.get());
    }

    private void byHand(StepId step, String why, AwsRequest request) {
        state.byHand().add(new EndState.ByHand(step, Text.of(why), Optional.of(Output.shown(AwsCommand.of(request)))));
    }
}
