package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import java.util.List;
import java.util.Optional;

/** Converts read calls to AWS CLI commands, for a person with the permissions that are missing here. */
final class ReadCommands {
    private final Optional<RoleArn> role;
    private final Optional<KeyArn> key;

    ReadCommands(Optional<RoleArn> role, Optional<KeyArn> key) {
        this.role = role;
        this.key = key;
    }

    Optional<RoleArn> role() {
        return role;
    }

    Optional<KeyArn> key() {
        return key;
    }

    /** Returns one command per line; empty if no call belongs to AWS or its subject is unknown. */
    Optional<String> of(List<String> calls) {
        var commands = calls.stream()
                .map(this::command)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return commands.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", commands));
    }

    private Optional<String> command(String call) {
        return switch (call) {
            case "sts:GetCallerIdentity" -> Optional.of("aws sts get-caller-identity");
            case "iam:GetRole" -> ofRole("get-role");
            case "iam:ListRolePolicies" -> ofRole("list-role-policies");
            case "iam:ListAttachedRolePolicies" -> ofRole("list-attached-role-policies");
            case "iam:SimulatePrincipalPolicy" ->
                role.flatMap(r -> key.map(
                        k -> "aws iam simulate-principal-policy --policy-source-arn " + AwsCommand.quote(r.toString())
                                + " --action-names kms:DescribeKey kms:Encrypt kms:Decrypt --resource-arns "
                                + AwsCommand.quote(k.toString())));
            case "kms:DescribeKey" -> ofKey("describe-key");
            case "kms:GetKeyPolicy" -> ofKey("get-key-policy").map(c -> c + " --query Policy --output text");
            case "kms:ListGrants" -> ofKey("list-grants");
            case "kms:ListAliases" -> ofKey("list-aliases");
            case "kms:ListKeyRotations" -> ofKey("list-key-rotations");
            case "kms:GetKeyLastUsage" -> ofKey("get-key-last-usage");
            case "kms:Encrypt" -> ofKey("encrypt").map(c -> c + " --plaintext dHJpYWw= --dry-run");
            default -> Optional.empty();
        };
    }

    private Optional<String> ofRole(String operation) {
        return role.map(r -> "aws iam " + operation + " --role-name " + AwsCommand.quote(r.name()));
    }

    private Optional<String> ofKey(String operation) {
        return key.map(k ->
                "aws kms " + operation + " --region " + k.region() + " --key-id " + AwsCommand.quote(k.toString()));
    }
}
