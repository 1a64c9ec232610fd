package dev.cmkconsole.sandbox.aws.iam;

import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.IamRole;
import dev.cmkconsole.sandbox.aws.state.IamUser;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.Paging;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Finds the user or role of an IAM request, after authorizing the caller for it. */
final class IamEntities {

    static final Pattern PATH = Pattern.compile("(/)|(/[!-~]+/)");
    /** IAM is global; its requests count as made in this Region. */
    private static final String REGION = "us-east-1";

    private final AwsState state;
    private final AwsAuthorization authorization;

    IamEntities(AwsState state, AwsAuthorization authorization) {
        this.state = state;
        this.authorization = authorization;
    }

    IamRole role(Caller caller, QueryForm form, String action) {
        return role(caller, form, action, Map.of());
    }

    IamRole role(Caller caller, QueryForm form, String action, Map<String, List<String>> extra) {
        var name = form.required("RoleName", 1, 64, QueryForm.NAME);
        var role = caller.account().role(name);
        authorise(
                caller,
                action,
                role.map(IamRole::arn).orElseGet(() -> caller.account().iamArn("role/" + name)),
                role.map(Principal.class::cast),
                extra);
        return role.orElseThrow(() -> AwsFault.noSuchEntity("The role with name " + name + " cannot be found."));
    }

    /** @param optional whether a request without a name means the caller's own user */
    IamUser user(Caller caller, QueryForm form, String action, boolean optional) {
        var given = form.text("UserName", 1, 128, QueryForm.NAME);
        if (given.isEmpty() && !optional) {
            throw QueryForm.missing("UserName");
        }
        var name = given.or(
                        () -> caller.entity().filter(IamUser.class::isInstance).map(u -> u.name))
                .orElseThrow(() -> AwsFault.validation("Must specify userName when calling with non-User credentials"));
        var user = caller.account().user(name);
        authorise(
                caller,
                action,
                user.map(IamUser::arn).orElseGet(() -> caller.account().iamArn("user/" + name)),
                user.map(Principal.class::cast),
                Map.of());
        return user.orElseThrow(() -> AwsFault.noSuchEntity("The user with name " + name + " cannot be found."));
    }

    /** A role or a user, depending on whether the action's parameter is {@code RoleName} or {@code UserName}. */
    Principal entity(Caller caller, QueryForm form, String action, boolean role, Map<String, List<String>> extra) {
        return role ? role(caller, form, action, extra) : user(caller, form, action, false);
    }

    void authorise(
            Caller caller,
            String action,
            String resource,
            Optional<Principal> entity,
            Map<String, List<String>> extra) {
        var context = authorization.context(caller, REGION).known("aws:ResourceAccount", caller.account().id);
        entity.ifPresent(e -> e.facts
                .latest()
                .tags()
                .forEach((key, value) ->
                        context.known("aws:ResourceTag/" + key, value).known("iam:ResourceTag/" + key, value)));
        extra.forEach(context::known);
        authorization.require(caller, "iam:" + action, resource, context.build());
    }

    /** Applies a change that IAM shows immediately and the other services later. */
    void change(Principal entity, UnaryOperator<Principal.Facts> how) {
        entity.facts.set(how.apply(entity.facts.latest()), state.visible());
    }

    <T> Paging.Page<T> page(List<T> all, java.util.function.Function<T, String> key, QueryForm form) {
        int limit = Math.min(form.number("MaxItems", 1, 1000).orElse(100), state.settings.pageSize());
        return Paging.page(all, key, form.text("Marker"), limit, () -> AwsFault.validation("Invalid Marker."));
    }

    static String path(QueryForm form) {
        return form.text("Path", 1, 512, PATH).orElse("/");
    }
}
