package dev.cmkconsole.service.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.sandbox.Sandbox;
import java.util.Optional;

/** A healthy simulated AWS that tests can break, and the values that a user enters for it. */
final class Scene {
    static final String ATLAS = "536727724300";
    static final String OURS = "111122223333";
    static final String OTHERS = "222233334444";
    static final String KEY_ID = "5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c";
    static final String MRK_ID = "mrk-5b1f6a7e90c44d2a8e132f6c9d047f3c";
    static final String ALLOW_ALL =
            "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}";
    static final ObjectMapper JSON = new ObjectMapper();

    final String externalId;
    final String atlasArn;
    final ObjectNode root = JSON.createObjectNode();
    final ObjectNode ours;
    final ObjectNode others;
    final ObjectNode operator;
    final ObjectNode role;
    final ObjectNode key;
    String roleArn = "arn:aws:iam::" + OURS + ":role/atlas";
    String keyEntered = arn(KEY_ID);
    Optional<String> region = Optional.empty();
    boolean privateNetworking;

    Scene(String externalId, String atlasArn, Sandbox.AwsOperator signedIn) {
        this.externalId = externalId;
        this.atlasArn = atlasArn;
        var accounts = root.putArray("accounts");
        accounts.addObject().put("id", ATLAS).put("name", "MongoDB Atlas").put("atlas", true);
        ours = accounts.addObject().put("id", OURS).put("organization", "o-example");
        ours.putArray("serviceControlPolicies").add(json(ALLOW_ALL));
        others = accounts.addObject().put("id", OTHERS).put("organization", "o-example");
        others.putArray("serviceControlPolicies").add(json(ALLOW_ALL));
        ours.putArray("policies");
        ours.putArray("users");
        others.putArray("users");
        operator = JSON.createObjectNode().put("name", "operator");
        operator.putArray("accessKeys")
                .addObject()
                .put("id", signedIn.accessKeyId())
                .put("secret", signedIn.secretAccessKey());
        operatorMay("kms:*", "iam:*", "sts:*");
        ((ArrayNode) ours.get("users")).add(operator);
        role = ours.putArray("roles").addObject().put("name", "atlas");
        trust(trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'" + externalId + "'}}"));
        access(statement("Allow", "'kms:DescribeKey','kms:Encrypt','kms:Decrypt'", arn(KEY_ID), ""));
        key = ours.putArray("keys").addObject().put("id", KEY_ID).put("region", "us-east-1");
        key.putArray("aliases").add("alias/atlas");
    }

    static String arn(String keyId) {
        return "arn:aws:kms:us-east-1:" + OURS + ":key/" + keyId;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** @param more further members, or empty */
    static String statement(String effect, String actions, String resource, String more) {
        return "{'Effect':'" + effect + "','Action':[" + actions + "],'Resource':'" + resource + "'"
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    static String document(String... statements) {
        return "{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}";
    }

    String trustStatement(String more) {
        return "{'Effect':'Allow','Principal':{'AWS':'" + atlasArn + "'},'Action':'sts:AssumeRole'"
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    String ownTrust() {
        return trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'" + externalId + "'}}");
    }

    Scene trust(String... statements) {
        role.set("trustPolicy", json(document(statements)));
        return this;
    }

    /** Replaces the role's inline policies by one. */
    Scene access(String... statements) {
        role.putObject("inlinePolicies").set("atlas-encryption-at-rest", json(document(statements)));
        return this;
    }

    String ownAccess() {
        return statement("Allow", "'kms:DescribeKey','kms:Encrypt','kms:Decrypt'", arn(KEY_ID), "");
    }

    Scene keyPolicy(String... statements) {
        key.set("policy", json(document(statements)));
        return this;
    }

    /** A key policy statement. @param who value of Principal as JSON */
    static String keyStatement(String effect, String who, String actions, String more) {
        return "{'Effect':'" + effect + "','Principal':" + who + ",'Action':" + actions + ",'Resource':'*'"
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    static String account(String id) {
        return "{'AWS':'arn:aws:iam::" + id + ":root'}";
    }

    String theRole() {
        return "{'AWS':'" + roleArn + "'}";
    }

    static String operatorUser() {
        return "{'AWS':'arn:aws:iam::" + OURS + ":user/operator'}";
    }

    /** The default key policy of KMS. */
    static String delegation() {
        return keyStatement("Allow", account(OURS), "'kms:*'", "");
    }

    Scene boundary(String... statements) {
        ((ArrayNode) ours.get("policies")).addObject().put("name", "edge").set("document", json(document(statements)));
        role.put("permissionsBoundary", "arn:aws:iam::" + OURS + ":policy/edge");
        return this;
    }

    Scene attached(String... statements) {
        ((ArrayNode) ours.get("policies"))
                .addObject()
                .put("name", "shared")
                .set("document", json(document(statements)));
        role.putArray("managedPolicies").add("arn:aws:iam::" + OURS + ":policy/shared");
        return this;
    }

    Scene operatorMay(String... actions) {
        operator.putObject("inlinePolicies")
                .set("may", json(document(statement("Allow", "'" + String.join("','", actions) + "'", "*", ""))));
        return this;
    }

    /** The key belongs to another account. The caller is in the project's account, with the role. */
    Scene keyElsewhere(String... keyPolicy) {
        ours.putArray("keys");
        others.putArray("keys").add(key);
        keyEntered = "arn:aws:kms:us-east-1:" + OTHERS + ":key/" + KEY_ID;
        key.set("policy", json(document(keyPolicy)));
        access(statement("Allow", "'kms:DescribeKey','kms:Encrypt','kms:Decrypt'", keyEntered, ""));
        return this;
    }

    /** The caller is in the other account. */
    Scene operatorElsewhere() {
        ours.putArray("users");
        ((ArrayNode) others.get("users")).add(operator);
        return this;
    }

    CheckFocus focus() {
        return CheckFocus.of(
                RoleArn.parse(roleArn), Optional.of(KeyReference.parse(keyEntered)), region.map(AwsRegion::of));
    }
}
