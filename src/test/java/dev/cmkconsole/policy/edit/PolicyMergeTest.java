package dev.cmkconsole.policy.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.edit.PolicyMerge.Limit;
import dev.cmkconsole.policy.edit.PolicyMerge.MergeResult.AlreadyThere;
import dev.cmkconsole.policy.edit.PolicyMerge.MergeResult.IllegalCharacter;
import dev.cmkconsole.policy.edit.PolicyMerge.MergeResult.Merged;
import dev.cmkconsole.policy.edit.PolicyMerge.MergeResult.TooLarge;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Adds one statement to a policy that somebody else owns. */
class PolicyMergeTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/AtlasKeys";
    private static final String DEFAULT =
            AtlasPolicies.defaultKeyPolicy("aws", "111122223333").raw();

    @Example
    void theNewStatementIsWrittenAsTheOthersAre() {
        var before = """
            {
                "Id": "key-default-1",
                "Statement": [
                    {"Sid": "A", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:List*", "Resource": "*"}
                ],
                "Version": "2012-10-17"
            }
            """;
        assertThat(merged(before).raw()).isEqualTo("""
            {
                "Id": "key-default-1",
                "Statement": [
                    {"Sid": "A", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:List*", "Resource": "*"},
                    {
                      "Sid" : "AllowMongoDBAtlasRole",
                      "Effect" : "Allow",
                      "Principal" : {
                        "AWS" : "arn:aws:iam::111122223333:role/AtlasKeys"
                      },
                      "Action" : [
                        "kms:DescribeKey",
                        "kms:Encrypt",
                        "kms:Decrypt"
                      ],
                      "Resource" : "*"
                    }
                ],
                "Version": "2012-10-17"
            }
            """);
    }

    @Example
    void aSingleStatementBecomesTheFirstOfAnArrayAndNothingElseChanges() {
        var before = "{\"Statement\": {\"Effect\":\"Deny\","
            + " \"Principal\":\"*\",\"Action\":\"kms:Disable*\",\"Resource\":\"*\",\"Condition\":{\"NumericLessThan\":{\"a:n\":1.50}}}"
            + " }";
        var after = merged(before).raw();
        assertThat(after)
                .startsWith("{\"Statement\": [{\"Effect\":\"Deny\", \"Principal\":\"*\",")
                .contains("1.50}}},{\"Sid\":\"AllowMongoDBAtlasRole\"")
                .endsWith("}] }");
        assertThat(PolicyDocument.parse(after).version()).isEmpty();
    }

    @Example
    void anEmptyListGetsItsFirstStatement() {
        assertThat(merged("{\"Statement\":[]}").statements()).hasSize(1);
        assertThat(merged("{\"Statement\":[\n]}").statements()).hasSize(1);
    }

    @Example
    void nothingIsWrittenWhereItIsThereAlreadyOrWider() {
        var once = merged(DEFAULT);
        assertThat(append(once, ROLE)).isInstanceOfSatisfying(AlreadyThere.class, there -> {
            assertThat(there.wider()).isFalse();
            assertThat(there.existing().label()).isEqualTo("AllowMongoDBAtlasRole");
        });
        for (var wide : List.of(
                "{\"AWS\":\"" + ROLE + "\"},\"Action\":\"kms:*\"",
                "\"*\",\"Action\":[\"kms:D*\",\"kms:Encrypt\"]",
                "{\"AWS\":[\"444455556666\",\"" + ROLE + "\"]},\"Action\":\"*\"")) {
            var document = PolicyDocument.parse(
                    "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":" + wide + ",\"Resource\":\"*\"}}");
            assertThat(append(document, ROLE))
                    .as(wide)
                    .isInstanceOfSatisfying(
                            AlreadyThere.class,
                            there -> assertThat(there.wider()).isTrue());
        }
        for (var narrow : List.of(
                "\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"kms:*\"",
                "\"Principal\":{\"AWS\":\"" + ROLE + "\"},\"Action\":\"kms:De*\"",
                "\"Principal\":\"*\",\"Action\":\"kms:*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}",
                "\"NotPrincipal\":{\"AWS\":\"444455556666\"},\"Action\":\"kms:*\"",
                "\"Principal\":\"*\",\"NotAction\":\"iam:*\"")) {
            var document =
                    PolicyDocument.parse("{\"Statement\":{\"Effect\":\"Allow\"," + narrow + ",\"Resource\":\"*\"}}");
            assertThat(append(document, ROLE)).as(narrow).isInstanceOf(Merged.class);
        }
    }

    @Example
    void aTrustPolicyWithTheExternalIdAmongOthersIsWiderAndOneWithAnotherIsNot() {
        var account = "arn:aws:iam::536727724300:root";
        var both = PolicyDocument.parse(
                AtlasPolicies.trust(account, "id-1").raw().replace("\"id-1\"", "[\"id-0\",\"id-1\"]"));
        assertThat(PolicyMerge.append(both, AtlasPolicies.trustStatement(account, "id-1"), Limit.TRUST))
                .isInstanceOf(AlreadyThere.class);
        assertThat(PolicyMerge.append(both, AtlasPolicies.trustStatement(account, "id-2"), Limit.TRUST))
                .isInstanceOfSatisfying(Merged.class, merged -> {
                    assertThat(merged.sid())
                            .hasValueSatisfying(sid -> assertThat(sid).matches("AtlasAssumeRole2"));
                    assertThat(merged.document().statements()).hasSize(2);
                });
    }

    @Example
    void anExternalIdJoinsTheOthersAndNothingElseMoves() {
        for (var value : List.of("\"id-1\"", "[\"id-1\"]", "[ \"id-0\" ,\n \"id-1\"\n]", "[]")) {
            for (var form : List.of(
                    "{\"Statement\":[{\"Sid\":\"Other\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\"}, %s"
                            + " ]}",
                    "{ \"Statement\": %s }")) {
                var own =
                        "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Condition\":{\"Bool\":{\"a:b\":true},\"StringEquals\":{\"sts:ExternalId\":"
                                + value + "}}}";
                var before = PolicyDocument.parse(form.formatted(own));
                var statement = before.statements().getLast();
                assertThat(PolicyMerge.addExternalId(before, statement, "id-\"2", Limit.TRUST))
                        .isInstanceOfSatisfying(Merged.class, merged -> {
                            var after = merged.document();
                            var values = new java.util.ArrayList<>(
                                    statement.conditions().getLast().values());
                            values.add("id-\"2");
                            assertThat(after.statements()
                                            .getLast()
                                            .conditions()
                                            .getLast()
                                            .values())
                                    .isEqualTo(values);
                            assertThat(after.statements()).hasSameSizeAs(before.statements());
                            assertThat(after.raw())
                                    .startsWith(before.raw()
                                            .substring(0, before.raw().indexOf(value)))
                                    .endsWith(
                                            before.raw().substring(before.raw().indexOf(value) + value.length()));
                            assertThat(PolicyMerge.addExternalId(
                                            after, after.statements().getLast(), "id-\"2", Limit.TRUST))
                                    .isInstanceOf(AlreadyThere.class);
                        });
            }
        }
        var open = PolicyDocument.parse("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}");
        assertThatThrownBy(
                        () -> PolicyMerge.addExternalId(open, open.statements().getFirst(), "x", Limit.TRUST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void onlyAStatementForAtlasAloneTakesAnotherExternalId() {
        var account = "arn:aws:iam::536727724300:root";
        var own = AtlasPolicies.trustStatement(account, "id-1");
        var narrower = own.deepCopy();
        narrower.withObject("/Condition").putObject("IpAddress").put("aws:SourceIp", "10.0.0.0/8");
        var wildcard = own.deepCopy();
        wildcard.putObject("Condition").putObject("StringLike").put("sts:ExternalId", "id-*");
        var others = own.deepCopy();
        others.putObject("Principal").putArray("AWS").add(account).add("arn:aws:iam::111122223333:root");
        var tags = own.deepCopy();
        tags.putArray("Action").add("sts:AssumeRole").add("sts:TagSession");
        for (var statement :
                List.of(narrower, wildcard, others, tags, own.deepCopy().put("Effect", "Deny"))) {
            assertThat(PolicyMerge.widenAtlasStatement(document(statement), account, "id-2", Limit.TRUST))
                    .as(statement.toString())
                    .isEmpty();
        }
        var byNumber = own.deepCopy();
        byNumber.putObject("Principal").put("AWS", "536727724300");
        for (var statement : List.of(own, byNumber)) {
            var before = document(narrower, statement, others);
            var after = PolicyMerge.widenAtlasStatement(before, account, "id-2", Limit.TRUST)
                    .orElseThrow()
                    .document();
            assertThat(after.statements().get(1).conditions().getFirst().values())
                    .containsExactly("id-1", "id-2");
            assertThat(List.of(
                            after.statements().get(0).json(),
                            after.statements().get(2).json()))
                    .containsExactly(narrower, others);
            assertThat(PolicyMerge.append(after, AtlasPolicies.trustStatement(account, "id-2"), Limit.TRUST))
                    .isInstanceOf(AlreadyThere.class);
        }
        var full = document(AtlasPolicies.trustStatement(account, "x".repeat(1850)));
        assertThat(PolicyMerge.widenAtlasStatement(full, account, "y".repeat(40), Limit.TRUST))
                .isEmpty();
    }

    private static PolicyDocument document(com.fasterxml.jackson.databind.node.ObjectNode... statements) {
        return PolicyDocument.parse("{\"Version\":\"2012-10-17\",\"Statement\":" + List.of(statements) + "}");
    }

    @Example
    void aSidThatIsTakenGetsASuffix() {
        var other = PolicyDocument.parse(DEFAULT.replace("Enable IAM User Permissions", "AllowMongoDBAtlasRole"));
        var merged = (Merged) append(other, ROLE);
        assertThat(merged.sid()).hasValueSatisfying(sid -> assertThat(sid).matches("AllowMongoDBAtlasRole2"));
        assertThat(append(merged.document(), ROLE)).isInstanceOf(AlreadyThere.class);
    }

    @Example
    void sizeAndCharactersAreCheckedBeforeAwsDoes() {
        var long1 = AtlasPolicies.trust("arn:aws:iam::536727724300:root", "x".repeat(1000));
        assertThat(PolicyMerge.append(
                        long1,
                        AtlasPolicies.trustStatement("arn:aws:iam::536727724300:root", "y".repeat(900)),
                        Limit.TRUST))
                .isInstanceOfSatisfying(
                        TooLarge.class, tooLarge -> assertThat(tooLarge.limit()).isEqualTo(2048));
        assertThat(PolicyMerge.append(
                        long1,
                        AtlasPolicies.trustStatement("arn:aws:iam::536727724300:root", "y".repeat(900)),
                        Limit.RAISED_TRUST))
                .isInstanceOf(Merged.class);
        var odd = AtlasPolicies.keyStatement(ROLE).put("Sid", "Curly\u201cquote");
        assertThat(PolicyMerge.append(PolicyDocument.parse(DEFAULT), odd, Limit.KEY))
                .isInstanceOfSatisfying(
                        IllegalCharacter.class,
                        illegal -> assertThat(illegal.character()).isEqualTo(0x201c));
    }

    @Example
    void whatIsNoPolicyIsRefused() {
        for (var text : List.of(
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"Statement\":1}",
                "{\"Statement\":[1]}",
                "{\"Statement\":{\"Effect\":\"allow\"}}",
                "{\"Statement\":[],\"Statement\":[]}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Effect\":\"Deny\"}}",
                "{\"Statement\":[]} x",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":1}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Condition\":{\"Bool\":{\"a:b\":null}}}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"me\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\"}}")) {
            assertThatThrownBy(() -> PolicyDocument.parse(text)).as(text).isInstanceOf(PolicySyntaxException.class);
        }
        assertThatThrownBy(() -> PolicyDocument.parse("{\"Id\":\"a\",\"Id\":\"b\",\"Statement\":[]}"))
                .isInstanceOfSatisfying(
                        PolicySyntaxException.class,
                        e -> assertThat(e.reason()).isEqualTo(PolicySyntaxException.Reason.DUPLICATE_MEMBER));
    }

    @Example
    void spellingsOfTheSameMeaningAreEqual() {
        var one = PolicyDocument.parse("""
            {"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["kms:Encrypt","kms:decrypt"],
             "Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}}}]}\
            """);
        var other = PolicyDocument.parse("""
            {"Statement":{"Action":["kms:Decrypt","kms:Encrypt"],"Condition":{"bool":{"AWS:SecureTransport":["true"]}},"Resource":["*"],
             "Principal":{"AWS":["arn:aws:iam::111122223333:root"]},"Effect":"Allow"},"Version":"2012-10-17","Id":"x"}\
            """);
        assertThat(one.sameMeaningAs(other)).isTrue();
        assertThat(one.sameStatementsAs(other))
                .as("a Sid that is gone is somebody's change")
                .isFalse();
        assertThat(one.sameStatementsAs(
                        PolicyDocument.parse(other.raw().replace("\"Effect\"", "\"Sid\":\"a\",\"Effect\""))))
                .isTrue();
        var doubled = one.raw().replaceFirst("(?s)\\[(\\{\"Sid.*})]}", "[$1,$1]}");
        assertThat(one.sameMeaningAs(PolicyDocument.parse(doubled))).isTrue();
        assertThat(one.sameStatementsAs(PolicyDocument.parse(doubled))).isFalse();
        assertThat(one.sameMeaningAs(PolicyDocument.parse(one.raw().replace("Version\":\"2012", "Version\":\"2008"))))
                .isFalse();
        assertThat(one.sameMeaningAs(PolicyDocument.parse(one.raw().replace("\"Effect\"", "\"Extra\":1,\"Effect\""))))
                .isFalse();
    }

    @Property(tries = 2_000)
    void everythingThatWasThereStaysToTheLetterAndASecondMergeDoesNothing(@ForAll long seed) {
        var random = new Random(seed);
        var text = document(random);
        var before = PolicyDocument.parse(text);
        if (!(append(before, ROLE) instanceof Merged merged)) {
            return;
        }
        var after = merged.document();
        assertThat(before.raw()).isEqualTo(text);
        assertThat(withoutAddition(text, after.raw())).isTrue();
        assertThat(after.statements()).hasSize(before.statements().size() + 1);
        for (int i = 0; i < before.statements().size(); i++) {
            assertThat(after.statements().get(i).json())
                    .isEqualTo(before.statements().get(i).json());
        }
        assertThat(Merges.takesNothingAway(before, after)).isTrue();
        assertThat(append(after, ROLE)).isInstanceOf(AlreadyThere.class);
        assertThat(after.positions()).hasSize(after.statements().size());
    }

    /**
     * Whether the old text is the new one with characters left out in at most two places: the addition, and
     * brackets around a single statement.
     */
    private static boolean withoutAddition(String before, String after) {
        int prefix = 0;
        while (prefix < before.length() && before.charAt(prefix) == after.charAt(prefix)) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < before.length() - prefix
                && before.charAt(before.length() - 1 - suffix) == after.charAt(after.length() - 1 - suffix)) {
            suffix++;
        }
        var kept = before.substring(prefix, before.length() - suffix);
        var now = after.substring(prefix, after.length() - suffix);
        return kept.isEmpty() || now.startsWith("[" + kept);
    }

    private static String document(Random random) {
        var newline = random.nextBoolean() ? "\n" : "";
        var indent = newline.isEmpty() ? "" : random.nextBoolean() ? "  " : "\t";
        var statements = new java.util.ArrayList<String>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            var sid = random.nextInt(3) == 0
                    ? "\"Sid\":"
                            + JsonNodeFactory.instance.textNode(
                                    random.nextBoolean() ? "AllowMongoDBAtlasRole" : "a ]}\\\"{[" + i)
                            + ","
                    : "";
            var condition = random.nextInt(3) == 0
                    ? ",\"Condition\":{\"NumericLessThan\":{\"a:n\":[1.0,2e3,007e0]}}".replace("007e0", "7.00")
                    : "";
            condition = condition.isEmpty() && random.nextInt(3) == 0
                    ? ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":true , \"a:b\":[false]}}"
                    : condition;
            sid += random.nextInt(4) == 0 ? "\"Extra\": {\"x\":[null, 1.50 ,{}]}," : "";
            statements.add("{" + sid + "\"Effect\": \"" + (random.nextBoolean() ? "Allow" : "Deny") + "\"," + newline
                    + indent + indent + "\"Principal\":{\"AWS\":\"11112222333" + random.nextInt(10)
                    + "\"},\"Action\":[\"kms:*\" ],\"Resource\":\"*\"" + condition + "}");
        }
        var list = String.join("," + newline + indent, statements);
        var value =
                statements.size() == 1 && random.nextBoolean() ? list : "[" + newline + indent + list + newline + "]";
        var rest = List.of("", "\"Version\":\"2012-10-17\",", "\"Id\":\"x\",\"Other\":{\"Statement\":[1]},")
                .get(random.nextInt(3));
        return random.nextBoolean()
                ? "{" + newline + rest + "\"Statement\" :" + value + newline + "}"
                : "{\"Statement\":" + value + (rest.isEmpty() ? "" : "," + rest.substring(0, rest.length() - 1)) + " }"
                        + newline;
    }

    private static PolicyDocument merged(String text) {
        return ((Merged) append(PolicyDocument.parse(text), ROLE)).document();
    }

    private static PolicyMerge.MergeResult append(PolicyDocument document, String role) {
        return PolicyMerge.append(document, AtlasPolicies.keyStatement(role), Limit.KEY);
    }
}
