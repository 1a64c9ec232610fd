package dev.cmkconsole.sandbox.aws.iam;

import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The simulated Identity and Access Management: one method per operation. */
public final class IamService {

    public static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

    @FunctionalInterface
    private interface Operation {
        /** @return the result's content; null for operations that have none */
        QueryXml run(Caller caller, QueryForm form);
    }

    private final Map<String, Operation> operations = new TreeMap<>();

    public IamService(AwsState state, AwsAuthorization authorization) {
        var entities = new IamEntities(state, authorization);
        roles(new IamRoles(state, entities));
        users(new IamUsers(state, entities));
        managed(new IamManagedPolicies(state, entities));
        simulator(new IamSimulator(state, authorization, entities));
        policies("Role", new IamEntityPolicies(state, entities, true));
        policies("User", new IamEntityPolicies(state, entities, false));
    }

    private void roles(IamRoles roles) {
        operations.put("CreateRole", roles::create);
        operations.put("GetRole", roles::get);
        operations.put("ListRoles", roles::list);
        operations.put("UpdateRole", roles::update);
        operations.put("UpdateAssumeRolePolicy", roles::updateTrust);
        operations.put("DeleteRole", roles::delete);
        operations.put("TagRole", roles::tag);
        operations.put("UntagRole", roles::untag);
        operations.put("ListRoleTags", roles::listTags);
        operations.put("ListInstanceProfilesForRole", roles::listInstanceProfiles);
    }

    private void users(IamUsers users) {
        operations.put("GetUser", users::get);
        operations.put("ListUsers", users::list);
        operations.put("DeleteUser", users::delete);
        operations.put("ListGroupsForUser", users::listGroups);
        operations.put("ListAccessKeys", users::listAccessKeys);
        operations.put("CreateAccessKey", users::createAccessKey);
        operations.put("UpdateAccessKey", users::updateAccessKey);
        operations.put("DeleteAccessKey", users::deleteAccessKey);
        operations.put("GetAccessKeyLastUsed", users::lastUsed);
    }

    private void managed(IamManagedPolicies policies) {
        operations.put("CreatePolicy", policies::create);
        operations.put("GetPolicy", policies::get);
        operations.put("ListPolicies", policies::list);
        operations.put("DeletePolicy", policies::delete);
        operations.put("CreatePolicyVersion", policies::createVersion);
        operations.put("GetPolicyVersion", policies::getVersion);
        operations.put("ListPolicyVersions", policies::listVersions);
        operations.put("SetDefaultPolicyVersion", policies::setDefaultVersion);
        operations.put("DeletePolicyVersion", policies::deleteVersion);
        operations.put("TagPolicy", policies::tag);
        operations.put("UntagPolicy", policies::untag);
        operations.put("ListPolicyTags", policies::listTags);
    }

    private void simulator(IamSimulator simulator) {
        operations.put("SimulatePrincipalPolicy", simulator::principal);
        operations.put("SimulateCustomPolicy", simulator::custom);
        operations.put("GetContextKeysForPrincipalPolicy", simulator::contextKeysOfPrincipal);
        operations.put("GetContextKeysForCustomPolicy", simulator::contextKeysOfPolicies);
    }

    private void policies(String word, IamEntityPolicies policies) {
        operations.put("Put" + word + "Policy", policies::put);
        operations.put("Get" + word + "Policy", policies::get);
        operations.put("Delete" + word + "Policy", policies::delete);
        operations.put("List" + word + "Policies", policies::list);
        operations.put("ListAttached" + word + "Policies", policies::listAttached);
        operations.put("Attach" + word + "Policy", policies::attach);
        operations.put("Detach" + word + "Policy", policies::detach);
        operations.put("Put" + word + "PermissionsBoundary", policies::putBoundary);
        operations.put("Delete" + word + "PermissionsBoundary", policies::deleteBoundary);
    }

    public Set<String> operations() {
        return operations.keySet();
    }

    public boolean knows(String operation) {
        return operations.containsKey(operation);
    }

    public QueryXml invoke(String operation, Caller caller, QueryForm form) {
        return operations.get(operation).run(caller, form);
    }
}
