package dev.cmkconsole.policy.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.TrustRemoval.TrustRemovalResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected texts are written by hand: what goes is the statement and one comma, and nothing else. */
class TrustRemovalTest {
    private static final String ID = "7d2c9e40-18b5-4f63-a1de-9b0c4f7a2e55";
    private static final String OTHER = "{\"Sid\" :"
            + " \"M\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"464622532012\"},\"Action\":\"sts:AssumeRole\","
            + " \"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"monitoring\"}} }";

    private static String ours(String principal, String condition) {
        return "{\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":\"sts:AssumeRole\",\"Condition\":"
                + condition + "}";
    }

    private static final String OURS = ours(
            "{\"AWS\":\"arn:aws:iam::536727724300:root\"}", "{\"StringEquals\":{\"sts:ExternalId\":\"" + ID + "\"}}");

    private static String document(String... statements) {
        return "{ \"Statement\":[\n  " + String.join(" ,\n\t", statements) + "\n ], \"Version\":\"2012-10-17\"}\n";
    }

    private static TrustRemovalResult remove(String text) {
        return TrustRemoval.remove(PolicyDocument.parse(text), ID);
    }

    private static String after(String text) {
        return ((TrustRemovalResult.Rewritten) remove(text)).document().raw();
    }

    @Test
    void theStatementGoesAndEveryOtherCharacterStays() {
        assertThat(after(document(OTHER, OURS))).isEqualTo(document(OTHER));
        assertThat(after(document(OURS, OTHER))).isEqualTo(document(OTHER));
        assertThat(after(document(OURS, OTHER, OURS))).isEqualTo(document(OTHER));
    }

    @Test
    void oneOfSeveralExternalIdsGoesAlone() {
        var several = "{\"StringEquals\":{\"sts:ExternalId\":[\"a\", \"" + ID + "\", \"b\"]}}";
        var rest = "{\"StringEquals\":{\"sts:ExternalId\":[\"a\", \"b\"]}}";
        assertThat(after(document(ours("{\"AWS\":\"536727724300\"}", several))))
                .isEqualTo(document(ours("{\"AWS\":\"536727724300\"}", rest)));
    }

    /** A further condition only narrows whom the statement serves. */
    @Test
    void aNarrowerStatementGoesToo() {
        var narrower = "{\"StringEquals\":{\"STS:externalid\":\"" + ID
                + "\"},\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}";
        assertThat(after(document(ours("{\"AWS\":[\"536727724300\"]}", narrower), OTHER)))
                .isEqualTo(document(OTHER));
    }

    @Test
    void anotherExternalIdIsNotThere() {
        assertThat(remove(document(OTHER))).isInstanceOf(TrustRemovalResult.NotThere.class);
        assertThat(remove(document(OURS.replace("Allow", "Deny"), OTHER)))
                .isInstanceOf(TrustRemovalResult.NotThere.class);
    }

    /** IAM accepts no trust policy without a statement (IAM API reference, UpdateAssumeRolePolicy). */
    @Test
    void theOnlyStatementStays() {
        assertThat(remove(document(OURS))).isInstanceOf(TrustRemovalResult.OnlyStatement.class);
        assertThat(remove("{\"Version\":\"2012-10-17\",\"Statement\":" + OURS + "}"))
                .isInstanceOf(TrustRemovalResult.OnlyStatement.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"AWS\":[\"536727724300\",\"464622532012\"]}|{\"StringEquals\":{\"sts:ExternalId\":\"ID\"}}",
                "{\"AWS\":\"536727724300\",\"Service\":\"ec2.amazonaws.com\"}|{\"StringEquals\":{\"sts:ExternalId\":\"ID\"}}",
                "\"*\"|{\"StringEquals\":{\"sts:ExternalId\":\"ID\"}}",
                "{\"AWS\":\"536727724300\"}|{\"StringEqualsIfExists\":{\"sts:ExternalId\":\"ID\"}}",
                "{\"AWS\":\"536727724300\"}|{\"StringLike\":{\"sts:ExternalId\":[\"ID\",\"x*\"]}}",
                "{\"AWS\":\"536727724300\"}|{\"StringNotEquals\":{\"sts:ExternalId\":\"ID\"}}",
                "{\"AWS\":\"536727724300\"}|{\"StringEquals\":{\"sts:ExternalId\":\"ID\"},\"StringLike\":{\"sts:ExternalId\":\"*\"}}"
            })
    void aStatementThatSaysMoreIsForAPerson(String parts) {
        var both = parts.replace("ID", ID).split("\\|");
        assertThat(remove(document(ours(both[0], both[1]), OTHER)))
                .isEqualTo(new TrustRemovalResult.ForAPerson(List.of("statement 1")));
    }

    @Test
    void theExternalIdsOfAnAccountAreThoseOfItsStatements() {
        var document = PolicyDocument.parse(document(OTHER, OURS));
        assertThat(TrustRemoval.externalIds(document, "536727724300")).containsExactly(ID);
        assertThat(TrustRemoval.externalIds(document, "464622532012")).containsExactly("monitoring");
        assertThat(TrustRemoval.externalIds(document, "53672772430")).isEmpty();
    }

    @Test
    void whatRemainsIsNamed() {
        assertThat(TrustRemoval.remaining(PolicyDocument.parse(document(OTHER, OURS)), List.of(ID)))
                .containsExactly("M");
        assertThat(TrustRemoval.remaining(PolicyDocument.parse(document(OURS)), List.of(ID)))
                .isEmpty();
    }
}
