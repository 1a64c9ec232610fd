package dev.cmkconsole.service.check;

import static dev.cmkconsole.service.check.Scene.ATLAS;
import static dev.cmkconsole.service.check.Scene.KEY_ID;
import static dev.cmkconsole.service.check.Scene.OURS;
import static dev.cmkconsole.service.check.Scene.account;
import static dev.cmkconsole.service.check.Scene.arn;
import static dev.cmkconsole.service.check.Scene.delegation;
import static dev.cmkconsole.service.check.Scene.document;
import static dev.cmkconsole.service.check.Scene.json;
import static dev.cmkconsole.service.check.Scene.keyStatement;
import static dev.cmkconsole.service.check.Scene.operatorUser;
import static dev.cmkconsole.service.check.Scene.statement;
import static dev.cmkconsole.service.check.Situations.ANY_THREE;
import static dev.cmkconsole.service.check.Situations.THREE;

import dev.cmkconsole.procedure.rescue.Cause;
import dev.cmkconsole.procedure.rescue.Cause.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The table of broken projects. The first cause and who repairs it are written by hand from the documents of AWS and
 * MongoDB, not taken from what the program says.
 */
final class RescueSituations {
    static final List<Broken> ALL = all();

    private RescueSituations() {}

    /**
     * @param scene what is wrong in AWS; empty for a project of the scenario {@code rescue}
     * @param project a project of that scenario
     * @param first the first cause; empty where nothing is wrong
     * @param repaired how many rescues in a row bring the project back; 0 where it cannot be repaired from here
     * @param who who must act then
     */
    record Broken(
            String name,
            Optional<Consumer<Scene>> scene,
            String project,
            Optional<Cause> first,
            int repaired,
            Optional<Who> who) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Table {
        private final List<Broken> rows = new ArrayList<>();

        void repaired(String name, Cause first, int rescues, Consumer<Scene> scene) {
            rows.add(new Broken(name, Optional.of(scene), "", Optional.of(first), rescues, Optional.empty()));
        }

        void others(String name, Cause first, Who who, Consumer<Scene> scene) {
            rows.add(new Broken(name, Optional.of(scene), "", Optional.of(first), 0, Optional.of(who)));
        }

        void atlas(String project, Cause first, int rescues, Who who) {
            rows.add(new Broken(project, Optional.empty(), project, Optional.of(first), rescues, Optional.of(who)));
        }
    }

    private static List<Broken> all() {
        var t = new Table();
        keys(t);
        roles(t);
        trust(t);
        permissions(t);
        keyPolicies(t);
        several(t);
        unseen(t);
        atlasSide(t);
        return List.copyOf(t.rows);
    }

    private static void disable(Scene s) {
        s.key.put("state", "Disabled");
    }

    private static void wrongExternalId(Scene s) {
        s.trust(s.trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'not-this-one'}}"));
    }

    private static void noRole(Scene s) {
        s.ours.putArray("roles");
    }

    private static void noPolicy(Scene s) {
        s.role.putObject("inlinePolicies");
    }

    private static void onlyOperator(Scene s) {
        s.keyPolicy(keyStatement("Allow", operatorUser(), "'kms:*'", ""));
    }

    private static void denied(Scene s) {
        s.keyPolicy(delegation(), keyStatement("Deny", s.theRole(), "'kms:Decrypt'", ""));
    }

    private static void pendingDeletion(Scene s) {
        s.key.put("state", "PendingDeletion").put("deletionDate", "P10D");
    }

    private static void keys(Table t) {
        t.repaired("the key is disabled", Cause.KEY_DISABLED, 1, RescueSituations::disable);
        t.repaired("the key waits for deletion", Cause.KEY_PENDING_DELETION, 1, RescueSituations::pendingDeletion);
        t.others("the key is deleted", Cause.KEY_DELETED, Who.NOBODY, s -> s.ours.putArray("keys"));
        t.others(
                "the key is in another region than Atlas says",
                Cause.KEY_DELETED,
                Who.NOBODY,
                s -> s.key.put("region", "eu-west-1"));
        t.others(
                "imported material is missing",
                Cause.MATERIAL_EXPIRED,
                Who.MATERIAL_KEEPER,
                s -> s.key.put("state", "PendingImport").put("origin", "EXTERNAL"));
        t.others(
                "the key store is not connected",
                Cause.KEY_STORE,
                Who.KEY_STORE_ADMINISTRATOR,
                s -> s.key.put("state", "Unavailable"));
        t.others(
                "the key is asymmetric",
                Cause.KEY_KIND,
                Who.NOBODY,
                s -> s.key.put("spec", "RSA_2048").put("usage", "ENCRYPT_DECRYPT"));
    }

    private static void roles(Table t) {
        t.repaired("the role is gone", Cause.ROLE_GONE, 1, RescueSituations::noRole);
        t.repaired("the role and its entry in the key policy are gone", Cause.ROLE_GONE, 1, s -> {
            noRole(s);
            onlyOperator(s);
        });
        t.others(
                "the role was made anew under another path",
                Cause.ROLE_ELSEWHERE,
                Who.IAM_ADMINISTRATOR,
                s -> s.role.put("path", "/atlas/"));
    }

    private static void trust(Table t) {
        t.repaired("another external id", Cause.TRUST_EXTERNAL_ID, 1, RescueSituations::wrongExternalId);
        t.repaired(
                "another account is trusted",
                Cause.TRUST_PRINCIPAL,
                1,
                s -> s.trust("{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::222233334444:root'},"
                        + "'Action':'sts:AssumeRole'}"));
        t.repaired(
                "only a service is trusted",
                Cause.TRUST_PRINCIPAL,
                1,
                s -> s.trust(
                        "{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}"));
        t.repaired(
                "another action is allowed",
                Cause.TRUST_PRINCIPAL,
                1,
                s -> s.trust("{'Effect':'Allow','Principal':{'AWS':'" + s.atlasArn + "'},'Action':'sts:TagSession'}"));
        t.repaired(
                "the account of the caller's service is asked for",
                Cause.TRUST_PRINCIPAL,
                1,
                s -> s.trust(s.trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'" + s.externalId
                        + "','aws:SourceAccount':'" + ATLAS + "'}}")));
        t.others(
                "Atlas is denied",
                Cause.TRUST_DENIES,
                Who.IAM_ADMINISTRATOR,
                s -> s.trust(
                        s.ownTrust(),
                        "{'Effect':'Deny','Principal':{'AWS':'" + s.atlasArn + "'},'Action':'sts:AssumeRole'}"));
        t.others(
                "every other account is denied",
                Cause.TRUST_DENIES,
                Who.IAM_ADMINISTRATOR,
                s -> s.trust(
                        s.ownTrust(),
                        "{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole','Condition':"
                                + "{'StringNotEquals':{'aws:PrincipalAccount':'" + OURS + "'}}}"));
    }

    private static void permissions(Table t) {
        t.repaired("the role has no policy", Cause.ROLE_POLICY_LACKS, 1, RescueSituations::noPolicy);
        t.repaired(
                "the role may use another key",
                Cause.ROLE_POLICY_LACKS,
                1,
                s -> s.access(statement("Allow", THREE, arn("0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c"), "")));
        t.repaired(
                "the role may not decrypt",
                Cause.ROLE_POLICY_LACKS,
                1,
                s -> s.access(statement("Allow", "'kms:DescribeKey','kms:Encrypt'", arn(KEY_ID), "")));
        t.others(
                "a policy of the role denies",
                Cause.ROLE_POLICY_DENIES,
                Who.IAM_ADMINISTRATOR,
                s -> s.access(s.ownAccess(), statement("Deny", "'kms:Decrypt'", "*", "")));
        t.others(
                "an attached policy denies",
                Cause.ROLE_POLICY_DENIES,
                Who.IAM_ADMINISTRATOR,
                s -> s.attached(statement("Deny", "'kms:*'", "*", "")));
        t.others(
                "the boundary lacks the key",
                Cause.BOUNDARY_LACKS,
                Who.IAM_ADMINISTRATOR,
                s -> s.boundary(statement("Allow", "'s3:*'", "*", "")));
        t.others(
                "the boundary denies the key",
                Cause.BOUNDARY_DENIES,
                Who.IAM_ADMINISTRATOR,
                s -> s.boundary(statement("Allow", "'*'", "*", ""), statement("Deny", "'kms:Decrypt'", "*", "")));
        t.others(
                "a service control policy denies",
                Cause.ORGANIZATION_DENIES,
                Who.ORGANIZATION_ADMINISTRATOR,
                s -> s.ours.putArray("serviceControlPolicies")
                        .add(json(document(
                                statement("Allow", "'*'", "*", ""), statement("Deny", "'kms:Decrypt'", "*", "")))));
    }

    private static void keyPolicies(Table t) {
        t.repaired("the key policy names only the operator", Cause.KEY_POLICY_LACKS, 1, s -> onlyOperator(s));
        t.repaired(
                "the key policy forgets DescribeKey",
                Cause.KEY_POLICY_LACKS,
                1,
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement("Allow", s.theRole(), "['kms:Encrypt','kms:Decrypt']", "")));
        t.repaired(
                "the key policy asks for a VPC",
                Cause.KEY_POLICY_LACKS,
                1,
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                ANY_THREE,
                                "'Condition':{'StringEquals':{'aws:SourceVpc':'vpc-1'}}")));
        t.others("the key policy denies the role", Cause.KEY_POLICY_DENIES, Who.KEY_ADMINISTRATOR, s -> denied(s));
        t.others(
                "the key policy denies everybody but the operator",
                Cause.KEY_POLICY_DENIES,
                Who.KEY_ADMINISTRATOR,
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                "'*'",
                                "'kms:Decrypt'",
                                "'Condition':{'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::" + OURS
                                        + ":user/operator'}}")));
        t.others(
                "the key policy denies what comes through no endpoint",
                Cause.KEY_POLICY_DENIES,
                Who.KEY_ADMINISTRATOR,
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                s.theRole(),
                                ANY_THREE,
                                "'Condition':{'StringNotEquals':{'aws:SourceVpce':'vpce-0a1b2c'}}")));
        t.others(
                "the key policy denies all addresses but an office",
                Cause.ADDRESS_CONDITION,
                Who.KEY_ADMINISTRATOR,
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                s.theRole(),
                                ANY_THREE,
                                "'Condition':{'NotIpAddress':{'aws:SourceIp':'192.0.2.0/24'}}")));
        t.others(
                "the key policy allows an office only",
                Cause.ADDRESS_CONDITION,
                Who.KEY_ADMINISTRATOR,
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                ANY_THREE,
                                "'Condition':{'IpAddress':{'aws:SourceIp':'192.0.2.0/24'}}")));
    }

    private static void several(Table t) {
        t.repaired("disabled, and another external id", Cause.KEY_DISABLED, 2, s -> {
            disable(s);
            wrongExternalId(s);
        });
        t.repaired("disabled, and the role is gone", Cause.KEY_DISABLED, 2, s -> {
            disable(s);
            noRole(s);
        });
        t.repaired("waits for deletion, and everything else is wrong", Cause.KEY_PENDING_DELETION, 4, s -> {
            pendingDeletion(s);
            wrongExternalId(s);
            noPolicy(s);
            onlyOperator(s);
        });
        t.repaired("another external id, and no policy", Cause.TRUST_EXTERNAL_ID, 2, s -> {
            wrongExternalId(s);
            noPolicy(s);
        });
        t.others(
                "the role is denied by its policy, and the key policy lacks it",
                Cause.ROLE_POLICY_DENIES,
                Who.IAM_ADMINISTRATOR,
                s -> {
                    s.access(s.ownAccess(), statement("Deny", "'kms:Decrypt'", "*", ""));
                    onlyOperator(s);
                });
        t.others(
                "the key policy denies, and the boundary lacks the key",
                Cause.KEY_POLICY_DENIES,
                Who.KEY_ADMINISTRATOR,
                s -> {
                    denied(s);
                    s.boundary(statement("Allow", "'s3:*'", "*", ""));
                });
        t.others("the key is deleted, and the role is gone", Cause.KEY_DELETED, Who.NOBODY, s -> {
            s.ours.putArray("keys");
            noRole(s);
        });
        t.others(
                "another principal, and a denial in the role's policy",
                Cause.TRUST_DENIES,
                Who.IAM_ADMINISTRATOR,
                s -> {
                    s.trust("{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole'}");
                    s.access(s.ownAccess(), statement("Deny", "'kms:Decrypt'", "*", ""));
                });
    }

    private static void unseen(Table t) {
        t.others("AWS does not know the operator", Cause.SIGN_IN, Who.YOU, s -> s.operator.putArray("accessKeys"));
        t.others("the operator may not read the role, which trusts nobody", Cause.NOT_READ, Who.YOU, s -> {
            wrongExternalId(s);
            s.operatorMay("kms:*", "sts:*");
        });
        t.others("the operator may not read KMS, and the key is disabled", Cause.NOT_READ, Who.YOU, s -> {
            disable(s);
            s.operatorMay("iam:*", "sts:*");
        });
        t.others(
                "a resource control policy forbids Atlas the role",
                Cause.WAITING_FOR_ATLAS,
                Who.ATLAS,
                s -> s.ours.putArray("resourceControlPolicies")
                        .add(json("{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':'*',"
                                + "'Action':'*','Resource':'*'}}"))
                        .add(json("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':'*',"
                                + "'Action':'*','Resource':'*'},{'Effect':'Deny','Principal':'*',"
                                + "'Action':'sts:AssumeRole','Resource':'" + s.roleArn + "'}]}")));
        t.repaired(
                "the key policy names the account without IAM",
                Cause.KEY_POLICY_LACKS,
                1,
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement("Allow", account(OURS), "'kms:DescribeKey'", "")));
    }

    private static void atlasSide(Table t) {
        t.rows.add(new Broken("healthy", Optional.empty(), "healthy", Optional.empty(), 0, Optional.empty()));
        t.atlas("record-gone", Cause.RECORD_GONE, 0, Who.PROJECT_OWNER);
        t.atlas("record-unauthorized", Cause.RECORD_UNAUTHORIZED, 0, Who.PROJECT_OWNER);
        t.atlas("access-key-inactive", Cause.ACCESS_KEY_INACTIVE, 1, Who.IAM_ADMINISTRATOR);
        t.atlas("access-key-gone", Cause.CREDENTIALS_REFUSED, 0, Who.IAM_ADMINISTRATOR);
        t.atlas("region-out", Cause.REGION_OUT, 0, Who.AWS);
        t.atlas("endpoint-not-active", Cause.ENDPOINT_NOT_ACTIVE, 0, Who.PROJECT_OWNER);
        t.atlas("region-without-endpoint", Cause.REGION_WITHOUT_ENDPOINT, 0, Who.PROJECT_OWNER);
        t.atlas("replica-missing", Cause.REPLICA_MISSING, 1, Who.KEY_ADMINISTRATOR);
        t.atlas("replicas-pending-deletion", Cause.KEY_REPLICAS_PENDING_DELETION, 1, Who.KEY_ADMINISTRATOR);
        t.atlas("replica-pending-deletion", Cause.REPLICA_PENDING_DELETION, 1, Who.KEY_ADMINISTRATOR);
        t.atlas("replica-disabled", Cause.REPLICA_UNUSABLE, 1, Who.KEY_ADMINISTRATOR);
        t.atlas("replica-absent", Cause.REPLICA_ABSENT, 1, Who.KEY_ADMINISTRATOR);
        t.atlas("replica-refused", Cause.REPLICA_REFUSED, 0, Who.KEY_ADMINISTRATOR);
        t.atlas("key-disabled", Cause.KEY_DISABLED, 1, Who.KEY_ADMINISTRATOR);
    }
}
