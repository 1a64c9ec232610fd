package dev.cmkconsole.policy.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.PolicyRemoval.RemovalResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Removing a key from a policy removes nothing else. */
class PolicyRemovalTest {
    private static final String K1 = "arn:aws:kms:us-east-1:111122223333:key/11111111-12ab-34cd-56ef-1234567890ab";
    private static final String K2 = "arn:aws:kms:us-east-1:111122223333:key/22222222-12ab-34cd-56ef-1234567890ab";

    private static RemovalResult remove(String policy) {
        return PolicyRemoval.remove(PolicyDocument.parse(policy), K1, AtlasPolicies.KEY_ACTIONS);
    }

    @Test
    void aSharedStatementKeepsItsOtherKeyToTheLetter() {
        String policy = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {"Sid": "Mine", "Effect": "Allow", "Action": ["kms:Encrypt", "kms:decrypt", "kms:DescribeKey"],
                  "Resource": ["%s", "%s"], "Extra": 1.50}
              ]
            }\
            """.formatted(K1, K2);
        assertThat(remove(policy))
                .isInstanceOfSatisfying(
                        RemovalResult.Rewritten.class,
                        r -> assertThat(r.document().raw()).isEqualTo(policy.replace("\"" + K1 + "\", ", "")));
        String other = policy.formatted().replace("\"" + K1 + "\", \"" + K2 + "\"", "\"" + K2 + "\", \"" + K1 + "\"");
        assertThat(remove(other))
                .isInstanceOfSatisfying(
                        RemovalResult.Rewritten.class,
                        r -> assertThat(r.document().raw()).isEqualTo(other.replace(", \"" + K1 + "\"", "")));
    }

    @Test
    void aStatementAboutTheKeyAloneGoes() {
        String policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"%s"},{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}\
            """.formatted(K1);
        assertThat(remove(policy))
                .isInstanceOfSatisfying(
                        RemovalResult.Rewritten.class,
                        r -> assertThat(r.document().raw())
                                .isEqualTo(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}"));
        assertThat(remove(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":[\""
                                + K1 + "\"]}}"))
                .isEqualTo(new RemovalResult.NothingLeft());
    }

    @Test
    void whatIsNotOursIsNotTouched() {
        for (var statement : List.of(
                "{\"Effect\":\"Deny\",\"Action\":\"kms:Decrypt\",\"Resource\":\"" + K1 + "\"}",
                "{\"Effect\":\"Allow\",\"Action\":[\"kms:Decrypt\",\"kms:GenerateDataKey\"],\"Resource\":\"" + K1
                        + "\"}",
                "{\"Effect\":\"Allow\",\"NotAction\":\"s3:*\",\"Resource\":\"" + K1 + "\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"NotResource\":\"" + K1 + "\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"arn:aws:kms:*:*:key/*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"" + K2 + "\"}")) {
            assertThat(remove("{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}"))
                    .as(statement)
                    .isEqualTo(new RemovalResult.NotThere());
        }
    }

    /** The rest of the policy stays in order, and no removable mention of the key remains. */
    @Property(tries = 500)
    void nothingElseIsLost(@ForAll long seed) {
        var random = new Random(seed);
        var json = JsonNodeFactory.instance;
        var document = json.objectNode().put("Version", "2012-10-17");
        var statements = document.putArray("Statement");
        var expected = new ArrayList<Object>();
        for (int i = 0, count = 1 + random.nextInt(5); i < count; i++) {
            var statement =
                    statements.addObject().put("Sid", "S" + i).put("Effect", random.nextInt(4) == 0 ? "Deny" : "Allow");
            boolean wide = random.nextInt(4) == 0;
            var actions = statement.putArray("Action").add("kms:Decrypt");
            if (wide) {
                actions.add("kms:CreateGrant");
            }
            var resources = new ArrayList<String>();
            for (int r = 0, all = 1 + random.nextInt(3); r < all; r++) {
                resources.add(List.of(K1, K2, "*").get(random.nextInt(3)));
            }
            resources.forEach(statement.withArray("Resource")::add);
            var kept = statement.deepCopy();
            boolean ours = !wide && statement.path("Effect").asText().equals("Allow") && resources.contains(K1);
            if (ours) {
                kept.remove("Resource");
                resources.stream().filter(r -> !r.equals(K1)).forEach(kept.withArray("Resource")::add);
            }
            if (!ours || !kept.path("Resource").isEmpty()) {
                expected.add(kept);
            }
        }
        String text = random.nextBoolean() ? document.toString() : AtlasPolicies.pretty(document);
        var after = switch (remove(text)) {
            case RemovalResult.NotThere _ -> PolicyDocument.parse(text);
            case RemovalResult.Rewritten(var rewritten) -> rewritten;
            case RemovalResult.NothingLeft _ -> null;
        };
        if (after == null) {
            assertThat(expected).isEmpty();
        } else {
            var left = new ArrayList<Object>();
            after.tree().path("Statement").forEach(left::add);
            assertThat(left).isEqualTo(expected);
        }
    }
}
