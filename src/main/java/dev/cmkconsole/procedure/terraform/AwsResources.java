package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.configuration.RoleSettings;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.terraform.hcl.Block;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes keys with aliases and policies, and roles with theirs, for the provider hashicorp/aws. */
final class AwsResources {
    private static final String IMPORTED = "EXTERNAL";
    private static final List<String> PARTITIONS = List.of("aws", "aws-us-gov", "aws-cn");
    private static final Set<String> MATERIALS = Set.of("AWS_KMS", IMPORTED);

    private final Drawing drawing;

    AwsResources(Drawing drawing) {
        this.drawing = drawing;
    }

    /** Keys that a resource can describe. Those of a custom key store cannot be told apart from other keys yet. */
    List<Held<KeyState>> keys() {
        return drawing.state().keys().values().stream()
                .filter(k -> MATERIALS.contains(k.value().origin().material()))
                .filter(k -> !k.value().origin().pendingDeletion())
                .toList();
    }

    /** Makes keys and roles known before anything refers to them. */
    void announce() {
        for (var held : keys()) {
            var key = held.value();
            var address = address(key);
            int rank = key.origin().primary().isPresent() ? References.REPLICA : References.KEY;
            if (!Output.in(key.arn().keyId()).isEmpty()) {
                drawing.references().addPlannedKey(key.arn(), address, rank);
            } else {
                drawing.references().add(key.arn().toString(), address + ".arn", rank);
            }
        }
        // The keys of several regions share their id: the primary key's comes first.
        keys().stream()
                .sorted(java.util.Comparator.comparing(
                        k -> k.value().origin().primary().isPresent()))
                .forEach(k -> drawing.references()
                        .add(k.value().arn().keyId(), address(k.value()) + keyId(k.value()), References.KEY));
        drawing.state().roles().forEach((name, role) -> {
            drawing.references().add(role.value().settings().arn(), roleAddress(name) + ".arn", References.ROLE);
            if (!role.exists()) {
                expected(name)
                        .forEach(arn -> drawing.references().add(arn, roleAddress(name) + ".arn", References.ROLE));
            }
        });
    }

    /** The ARN that a plan gives a role which does not exist yet, where it knows the account. */
    private List<String> expected(String roleName) {
        return drawing.state().reading().account().value().stream()
                .flatMap(account ->
                        PARTITIONS.stream().map(partition -> new RoleArn(partition, account, "/", roleName).toString()))
                .toList();
    }

    private static String type(KeyState key) {
        boolean imported = key.origin().material().equals(IMPORTED);
        if (key.origin().primary().isPresent()) {
            return imported ? "aws_kms_replica_external_key" : "aws_kms_replica_key";
        }
        return imported ? "aws_kms_external_key" : "aws_kms_key";
    }

    private String label(KeyState key) {
        return drawing.labels()
                .of(
                        type(key),
                        key.origin().primary().isPresent()
                                ? key.name() + "_" + key.arn().region().id()
                                : key.name());
    }

    private String address(KeyState key) {
        return type(key) + "." + label(key);
    }

    String roleAddress(String name) {
        return "aws_iam_role." + drawing.labels().of("aws_iam_role", name);
    }

    void writeKeys() {
        keys().forEach(this::key);
        drawing.state().keys().forEach((_, k) -> {
            var origin = k.value().origin();
            if (!MATERIALS.contains(origin.material())) {
                drawing.remark(Text.of("terraform.remark.keyStore", origin.arn().toString(), origin.material()));
            } else if (origin.pendingDeletion()) {
                drawing.remark(
                        Text.of("terraform.remark.pendingDeletion", origin.arn().toString()));
            }
        });
        drawing.state()
                .reading()
                .keys()
                .forEach((arn, key) -> key.problem()
                        .ifPresent(
                                p -> drawing.remark(Text.of("terraform.remark.keyUnread", arn.toString(), p.code()))));
    }

    private void key(Held<KeyState> held) {
        var key = held.value();
        var block = drawing.inRegion(
                drawing.resource(type(key), label(key)), key.arn().region());
        if (!key.origin().description().isEmpty()) {
            block.set("description", Expression.text(key.origin().description()));
        }
        var ignored = new ArrayList<String>();
        boolean replica = key.origin().primary().isPresent();
        boolean imported = key.origin().material().equals(IMPORTED);
        key.origin()
                .primary()
                .ifPresent(
                        p -> block.set("primary_key_arn", drawing.references().text(p.toString(), References.REPLICA)));
        block.set(replica || imported ? "enabled" : "is_enabled", Expression.of(key.enabled()));
        if (!replica) {
            block.set("multi_region", Expression.of(key.origin().multiRegion()));
        }
        key.origin()
                .validTo()
                .filter(_ -> imported)
                .ifPresent(at -> block.set("valid_to", Expression.text(at.toString())));
        if (!replica && !imported) {
            rotation(block, key, ignored);
        }
        tags(block, key, ignored);
        if (imported) {
            // The material itself is nowhere to be read, and a change would replace it.
            ignored.add("key_material_base64");
        }
        Drawing.kept(block, ignored.toArray(String[]::new));
        drawing.add(block, id(held, key.arn().keyId()), held.steps());
        aliases(key);
        policy(key);
    }

    private static <T> Optional<String> id(Held<T> held, String id) {
        return held.exists() ? Optional.of(id) : Optional.empty();
    }

    private void rotation(Block block, KeyState key, List<String> ignored) {
        if (key.rotation().isEmpty()) {
            block.note(drawing.say(Text.of("terraform.note.rotationUnread")));
            ignored.add("enable_key_rotation");
            ignored.add("rotation_period_in_days");
            return;
        }
        var rotation = key.rotation().get();
        block.set("enable_key_rotation", Expression.of(rotation.automatic()));
        rotation.periodDays()
                .filter(_ -> rotation.automatic())
                .ifPresent(days -> block.set("rotation_period_in_days", Expression.of(days)));
    }

    private void tags(Block block, KeyState key, List<String> ignored) {
        if (key.tags().value().isEmpty()) {
            block.note(
                    drawing.say(Text.of("terraform.note.tagsUnread", key.tags().unreadCode())));
            ignored.add("tags");
            ignored.add("tags_all");
            return;
        }
        own(key.tags().value().get()).ifPresent(tags -> block.set("tags", tags));
    }

    /** Tags of AWS itself can be neither set nor removed. */
    private static Optional<Expression> own(Map<String, String> tags) {
        var own = tags.entrySet().stream()
                .filter(t -> !t.getKey().startsWith("aws:"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return own.isEmpty() ? Optional.empty() : Optional.of(Expression.texts(own));
    }

    private void aliases(KeyState key) {
        key.aliases().forEach((alias, held) -> {
            var name = alias.replaceFirst("^alias/", "")
                    + (key.origin().primary().isPresent()
                            ? "_" + key.arn().region().id()
                            : "");
            var block = drawing.resource("aws_kms_alias", drawing.labels().of("aws_kms_alias", name));
            drawing.inRegion(block, key.arn().region())
                    .set("name", Expression.text(alias))
                    .set("target_key_id", Expression.reference(address(key) + keyId(key)));
            drawing.add(block, id(held, alias), held.steps());
        });
    }

    /** The resource for imported material has its id under another name than the others. */
    private static String keyId(KeyState key) {
        return type(key).equals("aws_kms_external_key") ? ".id" : ".key_id";
    }

    private void policy(KeyState key) {
        var held = key.policy();
        switch (held.value()) {
            case Observed.Known<String>(var document, var _) -> {
                var block = drawing.resource("aws_kms_key_policy", policyLabel(key));
                drawing.inRegion(block, key.arn().region())
                        .set("key_id", Expression.reference(address(key) + keyId(key)))
                        .set("policy", drawing.references().policy(document, References.POLICY));
                drawing.add(block, id(held, key.arn().keyId()), held.steps());
            }
            case Observed.Failed<String> failed ->
                drawing.remark(Text.of(
                        "terraform.remark.policyUnread",
                        key.arn().toString(),
                        failed.cause().code()));
            case Observed.NotRead<String> _ -> {}
        }
    }

    private String policyLabel(KeyState key) {
        return drawing.labels()
                .of(
                        "aws_kms_key_policy",
                        label(key).substring(drawing.labels().project().length() + 1));
    }

    void writeRoles() {
        drawing.state().roles().forEach(this::role);
        drawing.state().reading().roles().forEach((name, role) -> {
            role.problem().ifPresent(p -> drawing.remark(Text.of("terraform.remark.roleUnread", name, p.code())));
        });
    }

    private void role(String name, Held<RoleState> held) {
        var role = held.value();
        var settings = role.settings();
        var region = Drawing.iamRegion(
                RoleArn.parse(settings.arn()).map(RoleArn::partition).orElse(partition()));
        var block = drawing.inRegion(
                        drawing.resource("aws_iam_role", drawing.labels().of("aws_iam_role", name)), region)
                .set("name", Expression.text(name));
        if (!settings.path().equals("/")) {
            block.set("path", Expression.text(settings.path()));
        }
        settings.description().ifPresent(d -> block.set("description", Expression.text(d)));
        if (settings.maxSessionSeconds() != RoleSettings.DEFAULT_SESSION_SECONDS) {
            block.set("max_session_duration", Expression.of(settings.maxSessionSeconds()));
        }
        settings.boundary().ifPresent(b -> block.set("permissions_boundary", Expression.text(b)));
        block.set("assume_role_policy", drawing.references().policy(role.trust().value(), References.ROLE));
        own(settings.tags()).ifPresent(tags -> block.set("tags", tags));
        Drawing.kept(block);
        drawing.add(block, id(held, name), held.steps());
        if (References.externalIds(role.trust().value()).stream()
                .anyMatch(id -> !drawing.references().knows(id))) {
            drawing.remark(Text.of("terraform.remark.sharedRole", name));
        }
        role.inline().forEach((policy, document) -> {
            var inline = drawing.resource(
                    "aws_iam_role_policy", drawing.labels().of("aws_iam_role_policy", name + "_" + policy));
            drawing.inRegion(inline, region)
                    .set("name", Expression.text(policy))
                    .set("role", Expression.reference(roleAddress(name) + ".name"))
                    .set("policy", drawing.references().policy(document.value(), References.POLICY));
            drawing.add(inline, id(document, name + ":" + policy), document.steps());
        });
        settings.attached().forEach(arn -> {
            var attachment = drawing.resource(
                    "aws_iam_role_policy_attachment",
                    drawing.labels()
                            .of(
                                    "aws_iam_role_policy_attachment",
                                    name + "_" + arn.substring(arn.lastIndexOf('/') + 1)));
            drawing.inRegion(attachment, region)
                    .set("role", Expression.reference(roleAddress(name) + ".name"))
                    .set("policy_arn", Expression.text(arn));
            drawing.add(attachment, Optional.of(name + "/" + arn), Set.of());
        });
    }

    private String partition() {
        return drawing.state().keys().values().stream()
                .map(k -> k.value().arn().partition())
                .findFirst()
                .orElse("aws");
    }

    /** Everything that has to be there before Atlas tries the key: only time separates it from the configuration. */
    List<String> before(Optional<String> roleName, Optional<KeyArn> key) {
        return drawing.sections().stream()
                .map(Section::resource)
                .map(Block::address)
                .filter(a -> a.startsWith("aws_iam_role_policy.")
                        || a.startsWith("aws_iam_role_policy_attachment.")
                        || a.startsWith("aws_kms_key_policy."))
                .filter(a -> of(a, roleName, key))
                .toList();
    }

    private boolean of(String address, Optional<String> roleName, Optional<KeyArn> key) {
        boolean ofRole =
                roleName.stream().flatMap(name -> policies(name).stream()).anyMatch(address::equals);
        boolean ofKey = key.flatMap(k -> drawing.state().key(k))
                .filter(k -> address.equals("aws_kms_key_policy." + policyLabel(k.value())))
                .isPresent();
        return ofRole || ofKey;
    }

    private List<String> policies(String role) {
        var state = drawing.state().roles().get(role);
        var all = new ArrayList<String>();
        if (state != null) {
            state.value()
                    .inline()
                    .keySet()
                    .forEach(p -> all.add(
                            "aws_iam_role_policy." + drawing.labels().of("aws_iam_role_policy", role + "_" + p)));
            state.value()
                    .settings()
                    .attached()
                    .forEach(arn -> all.add("aws_iam_role_policy_attachment."
                            + drawing.labels()
                                    .of(
                                            "aws_iam_role_policy_attachment",
                                            role + "_" + arn.substring(arn.lastIndexOf('/') + 1))));
        }
        return all;
    }
}
