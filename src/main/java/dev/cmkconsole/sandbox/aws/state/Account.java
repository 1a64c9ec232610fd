package dev.cmkconsole.sandbox.aws.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One AWS account: its IAM entities and the organization policies that apply to it. Names of users, roles and policies
 * are unique regardless of case.
 */
public final class Account {

    public final String id;
    public final String partition;
    final String name;
    public final boolean atlas;
    public Optional<String> organization = Optional.empty();
    public Optional<String> sourceIp = Optional.empty();
    /** One policy per level, from the organization's root down. Every level must allow. Callers cannot read them. */
    public final List<String> serviceControlPolicies = new ArrayList<>();

    final List<String> resourceControlPolicies = new ArrayList<>();
    public final Map<String, IamUser> users = new TreeMap<>();
    public final Map<String, IamRole> roles = new TreeMap<>();
    public final Map<String, ManagedPolicy> policies = new LinkedHashMap<>();
    /** Deleted entities that other services may still see for a while. */
    final List<Principal> leaving = new ArrayList<>();

    Account(String id, String partition, String name, boolean atlas) {
        this.id = id;
        this.partition = partition;
        this.name = name;
        this.atlas = atlas;
    }

    public String iamArn(String resource) {
        return "arn:" + partition + ":iam::" + id + ":" + resource;
    }

    public String rootArn() {
        return iamArn("root");
    }

    public Optional<IamUser> user(String userName) {
        return Optional.ofNullable(users.get(userName.toLowerCase(Locale.ROOT)));
    }

    public Optional<IamRole> role(String roleName) {
        return Optional.ofNullable(roles.get(roleName.toLowerCase(Locale.ROOT)));
    }

    public void add(IamUser user) {
        users.put(user.name.toLowerCase(Locale.ROOT), user);
    }

    public void add(IamRole role) {
        roles.put(role.name.toLowerCase(Locale.ROOT), role);
    }

    public void remove(Principal principal) {
        (principal instanceof IamRole ? roles : users).remove(principal.name.toLowerCase(Locale.ROOT));
        leaving.add(principal);
    }
}
