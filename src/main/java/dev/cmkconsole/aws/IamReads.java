package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.Responses.required;

import dev.cmkconsole.aws.ServiceClients.Purpose;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleLastUse;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.configuration.RoleSettings;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Reads roles and their documents. */
final class IamReads {
    private static final String SERVICE_LINKED = "/aws-service-role/";

    private final AwsClients clients;
    private final AwsCalls calls;

    IamReads(AwsClients clients, AwsCalls calls) {
        this.clients = clients;
        this.calls = calls;
    }

    /** Two rounds of calls: the role with the names of its policies, then the policies. */
    Optional<RoleSettings> settings(String name) {
        return ifThere(() -> whole(clients.iam(Purpose.READ), name));
    }

    private RoleSettings whole(IamClient iam, String name) {
        try (var names = calls.start("iam:ListRolePolicies", () -> inlineNames(iam, name));
                var attached = calls.start("iam:ListAttachedRolePolicies", () -> attached(iam, name))) {
            var role = read(iam, name);
            var inline = new HashMap<String, String>();
            record Inline(String name, Optional<String> document) {}
            calls.each("iam:GetRolePolicy", names.join(), policy -> new Inline(policy, inlinePolicy(name, policy)))
                    .forEach(read -> read.document().ifPresent(document -> inline.put(read.name(), document)));
            return new RoleSettings(
                    model(role, inline, attached.join()),
                    Optional.ofNullable(role.description()).filter(text -> !text.isEmpty()),
                    Optional.ofNullable(role.maxSessionDuration()).orElse(RoleSettings.DEFAULT_SESSION_SECONDS));
        }
    }

    private List<String> inlineNames(IamClient iam, String role) {
        return calls.call(
                "iam:ListRolePolicies",
                () -> iam.listRolePoliciesPaginator(r -> r.roleName(role)).policyNames().stream()
                        .toList());
    }

    private List<String> attached(IamClient iam, String role) {
        return calls.call(
                "iam:ListAttachedRolePolicies",
                () -> iam.listAttachedRolePoliciesPaginator(r -> r.roleName(role)).attachedPolicies().stream()
                        .map(policy -> required(policy.policyArn(), "PolicyArn"))
                        .toList());
    }

    private Role read(IamClient iam, String name) {
        return calls.call("iam:GetRole", () -> {
            var read = required(iam.getRole(r -> r.roleName(name)).role(), "Role");
            required(read.assumeRolePolicyDocument(), "Role.AssumeRolePolicyDocument");
            required(read.createDate(), "Role.CreateDate");
            arn(read);
            return read;
        });
    }

    List<RoleArn> roles() {
        return listed(IamReads::arn);
    }

    List<RoleTrust> trusts() {
        return listed(role -> new RoleTrust(
                arn(role),
                PolicyTexts.decoded(required(role.assumeRolePolicyDocument(), "Role.AssumeRolePolicyDocument"))));
    }

    private <T> List<T> listed(Function<Role, T> part) {
        return calls.call(
                "iam:ListRoles",
                () -> clients.iam(Purpose.READ).listRolesPaginator().roles().stream()
                        .filter(role -> !arn(role).path().startsWith(SERVICE_LINKED))
                        .map(part)
                        .toList());
    }

    Optional<RoleUse> use(String name) {
        var iam = clients.iam(Purpose.READ);
        return ifThere(() -> {
            var last = lastUse(named(iam, name)).map(RoleLastUse::at);
            return new RoleUse(
                    last,
                    calls.call(
                            "iam:ListInstanceProfilesForRole",
                            () ->
                                    iam
                                            .listInstanceProfilesForRolePaginator(r -> r.roleName(name))
                                            .instanceProfiles()
                                            .stream()
                                            .map(InstanceProfile::instanceProfileName)
                                            .toList()));
        });
    }

    /** The last use that IAM saw of a role; empty also where there is no such role. */
    Optional<RoleLastUse> lastUse(String name) {
        return ifThere(() -> named(clients.iam(Purpose.READ), name)).flatMap(IamReads::lastUse);
    }

    private Role named(IamClient iam, String name) {
        return calls.call(
                "iam:GetRole", () -> required(iam.getRole(r -> r.roleName(name)).role(), "Role"));
    }

    private static Optional<RoleLastUse> lastUse(Role role) {
        return Optional.ofNullable(role.roleLastUsed())
                .filter(used -> used.lastUsedDate() != null)
                .map(used -> new RoleLastUse(
                        used.lastUsedDate(),
                        Optional.ofNullable(used.region())
                                .filter(r -> !r.isEmpty())
                                .map(AwsRegion::of)));
    }

    /** Empty if the policy was deleted after its name was listed. */
    private Optional<String> inlinePolicy(String role, String policy) {
        return ifThere(() -> calls.call(
                "iam:GetRolePolicy",
                () -> PolicyTexts.decoded(required(
                        clients.iam(Purpose.READ)
                                .getRolePolicy(r -> r.roleName(role).policyName(policy))
                                .policyDocument(),
                        "PolicyDocument"))));
    }

    /** Empty where IAM has no such entity. */
    private static <T> Optional<T> ifThere(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ServiceException e) {
            if (absent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static IamRole model(Role role, Map<String, String> inline, List<String> attached) {
        var tags = new HashMap<String, String>();
        for (Tag tag : role.tags()) {
            tags.put(tag.key(), tag.value());
        }
        var boundary = boundary(role);
        return new IamRole(
                arn(role),
                PolicyTexts.decoded(role.assumeRolePolicyDocument()),
                inline,
                attached,
                boundary,
                role.createDate(),
                tags);
    }

    /** A boundary without its ARN is not the absence of a boundary. */
    static Optional<String> boundary(Role role) {
        return Optional.ofNullable(role.permissionsBoundary())
                .map(b -> required(b.permissionsBoundaryArn(), "PermissionsBoundary.PermissionsBoundaryArn"));
    }

    private static RoleArn arn(Role role) {
        return required(Optional.ofNullable(role.arn()).flatMap(RoleArn::parse), "Role.Arn");
    }

    static boolean absent(ServiceException e) {
        return e.problem() instanceof Problem.Refused refused && refused.code().equals(AwsErrorCode.NO_SUCH_ENTITY);
    }
}
