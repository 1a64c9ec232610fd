package dev.cmkconsole.service.check;

import static dev.cmkconsole.service.check.Scene.KEY_ID;
import static dev.cmkconsole.service.check.Scene.MRK_ID;
import static dev.cmkconsole.service.check.Scene.OTHERS;
import static dev.cmkconsole.service.check.Scene.OURS;
import static dev.cmkconsole.service.check.Scene.account;
import static dev.cmkconsole.service.check.Scene.document;
import static dev.cmkconsole.service.check.Scene.json;
import static dev.cmkconsole.service.check.Scene.keyStatement;
import static dev.cmkconsole.service.check.Scene.operatorUser;
import static dev.cmkconsole.service.check.Scene.statement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.service.check.Situations.Table;
import java.util.Optional;
import java.util.Set;

/** Situations of the key itself, of keys in another account, and of the operator. */
final class KeySituations {
    private KeySituations() {}

    static void add(Table t) {
        key(t);
        crossAccount(t);
        operator(t);
    }

    private static void key(Table t) {
        t.fails("key missing", s -> s.ours.putArray("keys"), CheckId.KEY_EXISTS, CheckId.KEY_ANSWERS);
        t.fails(
                "key in another region",
                s -> s.key.put("region", "eu-west-1"),
                CheckId.KEY_EXISTS,
                CheckId.KEY_ANSWERS);
        t.fails("region told wrongly", s -> s.region = Optional.of("eu-west-1"), CheckId.KEY_EXISTS);
        t.fails("disabled", s -> s.key.put("state", "Disabled"), CheckId.KEY_STATE, CheckId.KEY_ANSWERS);
        t.fails(
                "pending deletion",
                s -> s.key.put("state", "PendingDeletion").put("deletionDate", "P10D"),
                CheckId.KEY_STATE,
                CheckId.KEY_ANSWERS);
        t.fails(
                "pending import",
                s -> s.key.put("state", "PendingImport").put("origin", "EXTERNAL"),
                CheckId.KEY_STATE,
                CheckId.KEY_ANSWERS);
        t.fails(
                "key store not connected",
                s -> s.key.put("state", "Unavailable"),
                CheckId.KEY_STATE,
                CheckId.KEY_ANSWERS);
        t.open(
                "imported material that expires in five days",
                s -> s.key.put("origin", "EXTERNAL").put("validTo", "P5D"),
                true,
                CheckId.IMPORTED_MATERIAL);
        t.fine("imported material that lasts", s -> s.key.put("origin", "EXTERNAL"));
        t.fails(
                "asymmetric",
                s -> s.key.put("spec", "RSA_2048").put("usage", "ENCRYPT_DECRYPT"),
                CheckId.KEY_TYPE,
                CheckId.KEY_ANSWERS);
        t.fails(
                "for message authentication",
                s -> s.key.put("spec", "HMAC_256").put("usage", "GENERATE_VERIFY_MAC"),
                CheckId.KEY_TYPE,
                CheckId.KEY_ANSWERS);
        t.stricter("alias instead of the key", s -> s.keyEntered = "alias/atlas", CheckId.KEY_NOT_ALIAS);
        t.both(
                "alias re-pointed to another key",
                s -> {
                    s.key.putArray("aliases");
                    s.ours.withArray("/keys")
                            .addObject()
                            .put("id", "0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c")
                            .put("region", "us-east-1")
                            .putArray("aliases")
                            .add("alias/atlas");
                    s.keyEntered = "alias/atlas";
                },
                false,
                Set.of(CheckId.KEY_NOT_ALIAS, CheckId.IDENTITY_POLICIES),
                Set.of());
        t.fails("alias of nothing", s -> s.keyEntered = "alias/nowhere", CheckId.KEY_NOT_ALIAS, CheckId.KEY_EXISTS);
        t.fine("key id instead of its ARN", s -> s.keyEntered = KEY_ID);
        t.fine("multi-Region primary", s -> multiRegion(s, "us-east-1"));
        t.fine("multi-Region replica that names the role's account", s -> multiRegion(s, "eu-west-1"));
        t.fails(
                "multi-Region replica without the statement",
                s -> {
                    multiRegion(s, "eu-west-1");
                    s.ours.get("keys").forEach(k -> {
                        if (k.get("region").asText().equals("eu-west-1")) {
                            ((com.fasterxml.jackson.databind.node.ObjectNode) k)
                                    .set(
                                            "policy",
                                            json(document(keyStatement("Allow", operatorUser(), "'kms:*'", ""))));
                        }
                    });
                },
                CheckId.KEY_POLICY);
        t.both(
                "GovCloud ARN of the key",
                s -> s.keyEntered = "arn:aws-us-gov:kms:us-gov-west-1:" + OURS + ":key/" + KEY_ID,
                false,
                Set.of(CheckId.SAME_PARTITION),
                Set.of(
                        CheckId.IDENTITY_POLICIES,
                        CheckId.KEY_EXISTS,
                        CheckId.KEY_POLICY,
                        CheckId.GRANTS,
                        CheckId.KEY_ANSWERS));
    }

    private static void multiRegion(Scene s, String used) {
        s.key.put("id", MRK_ID).put("multiRegion", true);
        s.ours.withArray("/keys")
                .addObject()
                .put("id", MRK_ID)
                .put("region", "eu-west-1")
                .put("multiRegion", true)
                .put("primaryRegion", "us-east-1");
        s.keyEntered = "arn:aws:kms:" + used + ":" + OURS + ":key/" + MRK_ID;
        s.access(statement("Allow", Situations.THREE, s.keyEntered, ""));
    }

    private static void crossAccount(Table t) {
        var three = Situations.ANY_THREE;
        t.open(
                "cross-account, seen from the role's side",
                s -> s.keyElsewhere(
                        keyStatement("Allow", account(OTHERS), "'kms:*'", ""),
                        keyStatement("Allow", account(OURS), three, "")),
                true,
                CheckId.WHO_AM_I,
                CheckId.KEY_POLICY,
                CheckId.GRANTS);
        t.open(
                "cross-account, the key's side missing",
                s -> s.keyElsewhere(keyStatement("Allow", account(OTHERS), "'kms:*'", "")),
                false,
                CheckId.WHO_AM_I,
                CheckId.KEY_EXISTS,
                CheckId.KEY_POLICY,
                CheckId.GRANTS,
                CheckId.KEY_ANSWERS);
        t.both(
                "cross-account, the role's side missing",
                s -> {
                    s.keyElsewhere(
                            keyStatement("Allow", account(OTHERS), "'kms:*'", ""),
                            keyStatement("Allow", account(OURS), three, ""));
                    s.role.putObject("inlinePolicies");
                },
                false,
                Set.of(CheckId.IDENTITY_POLICIES),
                Set.of(CheckId.WHO_AM_I, CheckId.KEY_POLICY, CheckId.GRANTS));
        t.both(
                "cross-account, the key's side missing and seen from there",
                s -> {
                    s.keyElsewhere(keyStatement("Allow", account(OTHERS), "'kms:*'", ""));
                    s.operatorElsewhere();
                },
                false,
                Set.of(CheckId.KEY_POLICY),
                Set.of(
                        CheckId.WHO_AM_I,
                        CheckId.ROLE_EXISTS,
                        CheckId.TRUST_POLICY,
                        CheckId.IDENTITY_POLICIES,
                        CheckId.PERMISSIONS_BOUNDARY,
                        CheckId.SERVICE_CONTROL_POLICIES));
    }

    private static void operator(Table t) {
        t.open(
                "an operator who may not simulate",
                s -> s.operatorMay("kms:*", "iam:Get*", "iam:List*", "sts:*"),
                true,
                CheckId.IDENTITY_POLICIES,
                CheckId.SERVICE_CONTROL_POLICIES);
        t.open(
                "an operator who may read nothing of KMS",
                s -> s.operatorMay("iam:*", "sts:*"),
                true,
                CheckId.KEY_EXISTS,
                CheckId.KEY_POLICY,
                CheckId.GRANTS,
                CheckId.KEY_ANSWERS);
        t.open(
                "an operator who may read no key policy",
                s -> s.operatorMay("kms:DescribeKey", "kms:List*", "kms:Encrypt", "iam:*", "sts:*"),
                true,
                CheckId.KEY_POLICY);
        t.open(
                "an operator who may read no role",
                s -> s.operatorMay("kms:*", "sts:*", "iam:SimulatePrincipalPolicy"),
                true,
                CheckId.ROLE_EXISTS,
                CheckId.TRUST_POLICY,
                CheckId.IDENTITY_POLICIES,
                CheckId.PERMISSIONS_BOUNDARY);
        t.open(
                "an operator who may not read managed policies",
                s -> {
                    s.role.putObject("inlinePolicies");
                    s.attached(s.ownAccess());
                    s.operatorMay(
                            "kms:*",
                            "sts:*",
                            "iam:GetRole",
                            "iam:GetRolePolicy",
                            "iam:List*",
                            "iam:SimulatePrincipalPolicy");
                },
                true,
                CheckId.IDENTITY_POLICIES);
        t.both(
                "an operator who may not write what is missing",
                s -> {
                    s.role.putObject("inlinePolicies");
                    s.operatorMay("kms:*", "sts:*", "iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy");
                },
                false,
                Set.of(CheckId.IDENTITY_POLICIES, CheckId.OPERATOR_MAY_WRITE),
                Set.of());
        t.stricter(
                "the root user looks",
                s -> {
                    s.ours.putArray("users");
                    s.ours.putArray("rootAccessKeys").add(((ArrayNode) s.operator.get("accessKeys")).get(0));
                },
                CheckId.WHO_AM_I);
    }
}
