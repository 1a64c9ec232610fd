package dev.cmkconsole.procedure.script;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.AtlasOperation;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a person looks at what a gate of a plan asks: readings about the project, its role and its key. */
final class Gates {
    private static final Pattern KEY = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[\\w-]+");
    private static final Pattern ABOUT_ROLE =
            Pattern.compile("role|trust|identity|boundary|confused|policies|grant|access");
    private static final Pattern ABOUT_KEY = Pattern.compile("key|rotat|grant|lock|usage|use|access");

    private final Plan plan;
    private final TreeSet<String> keys = new TreeSet<>();
    private final TreeSet<String> roles = new TreeSet<>();
    private final TreeSet<String> users = new TreeSet<>();

    Gates(Plan plan) {
        this.plan = plan;
        plan.steps().forEach(this::subjects);
    }

    private void subjects(Step step) {
        switch (step) {
            case Step.AtlasStep atlas ->
                atlas.described().flatMap(AtlasRequest::body).ifPresent(this::keysOf);
            case Step.AwsStep aws -> subjects(aws.described());
            case Step.ManualStep manual -> subjects(manual.described());
            case Step.WaitStep _, Step.CheckStep _ -> {}
        }
    }

    private void subjects(Optional<AwsRequest> described) {
        described.ifPresent(request -> {
            keysOf(request.toString());
            switch (request) {
                case AwsRequest.CreateRole r -> roles.add(r.roleName());
                case AwsRequest.UpdateTrustPolicy r -> roles.add(r.roleName());
                case AwsRequest.PutRolePolicy r -> roles.add(r.roleName());
                case AwsRequest.EditRolePolicy r -> roles.add(r.roleName());
                case AwsRequest.DeleteRolePolicy r -> roles.add(r.roleName());
                case AwsRequest.DetachRolePolicy r -> roles.add(r.roleName());
                case AwsRequest.DeleteRole r -> roles.add(r.roleName());
                case AwsRequest.UpdateAccessKey r -> users.add(r.userName());
                case AwsRequest.DeleteAccessKey r -> users.add(r.userName());
                default -> {}
            }
        });
    }

    private void keysOf(String text) {
        KEY.matcher(text).results().map(m -> m.group()).forEach(keys::add);
    }

    List<String> looks(Step gate) {
        String id = gate.id().value();
        var commands = new ArrayList<String>();
        if (ABOUT_KEY.matcher(id).find()) {
            keys.stream()
                    .flatMap(k -> KeyArn.parse(k).stream())
                    .map(k -> " --region " + Shell.word(k.region().id()) + " --key-id " + Shell.word(k.toString()))
                    .flatMap(of -> Stream.of(
                            "aws kms describe-key" + of, "aws kms get-key-policy" + of + " --policy-name default"))
                    .forEach(commands::add);
        }
        if (ABOUT_ROLE.matcher(id).find()) {
            roles.stream()
                    .filter(r -> Output.in(r).isEmpty())
                    .map(r -> " --role-name=" + Shell.word(r))
                    .flatMap(of -> Stream.of("aws iam get-role" + of, "aws iam list-role-policies" + of))
                    .forEach(commands::add);
        }
        users.stream()
                .map(u -> "aws iam list-access-keys --user-name=" + Shell.word(u))
                .forEach(commands::add);
        if (id.contains("who-am-i") || id.contains("operator")) {
            commands.add("aws sts get-caller-identity");
        }
        if (id.contains("owner")) {
            commands.add(Commands.atlas(
                    AtlasOperation.LIST_USERS.reading(plan.project().id())));
        }
        if (commands.isEmpty() || id.contains("configuration") || id.contains("atlas")) {
            String project = plan.project().id();
            commands.add(Commands.atlas(AtlasOperation.GET_ENCRYPTION.reading(project)));
            commands.add(Commands.atlas(AtlasOperation.LIST_ACCESS_ROLES.reading(project)));
        }
        return commands;
    }
}
