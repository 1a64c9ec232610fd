package dev.cmkconsole.sandbox.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One AWS account: its IAM entities and the organization's policies over it. Names of users, roles and policies are
 * unique whatever their case.
 */
final class Account {

    final String id;
    final String partition;
    final String name;
    final boolean atlas;
    Optional<String> organization = Optional.empty();
    Optional<String> sourceIp = Optional.empty();
    /** Levels from the organization's root down; every level must allow. Callers cannot read them. */
    final List<String> serviceControlPolicies = new ArrayList<>();

    final List<String> resourceControlPolicies = new ArrayList<>();
    final Map<String, IamUser> users = new TreeMap<>();
    final Map<String, IamRole> roles = new TreeMap<>();
    final Map<String, ManagedPolicy> policies = new LinkedHashMap<>();
    /** Deleted entities that other services may still see for a while. */
    final List<Principal> leaving = new ArrayList<>();

    Account(String id, String partition, String name, boolean atlas) {
        this.id = id;
        this.partition = partition;
        this.name = name;
        this.atlas = atlas;
    }

    String iamArn(String resource) {
        return "arn:" + partition + ":iam::" + id + ":" + resource;
    }

    String rootArn() {
        return iamArn("root");
    }

    Optional<IamUser> user(String userName) {
        return Optional.ofNullable(users.get(userName.toLowerCase(Locale.ROOT)));
    }

    Optional<IamRole> role(String roleName) {
        return Optional.ofNullable(roles.get(roleName.toLowerCase(Locale.ROOT)));
    }

    void add(IamUser user) {
        users.put(user.name.toLowerCase(Locale.ROOT), user);
    }

    void add(IamRole role) {
        roles.put(role.name.toLowerCase(Locale.ROOT), role);
    }

    void remove(Principal principal) {
        (principal instanceof IamRole ? roles : users).remove(principal.name.toLowerCase(Locale.ROOT));
        leaving.add(principal);
    }
}
