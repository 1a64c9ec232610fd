package dev.cmkconsole.policy.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.DeletedPrincipals.DeletedPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected documents are written by hand: each is the given text less exactly the deleted entries. */
class DeletedPrincipalsTest {
    private static final String GONE = "AROAJQABLZS4A3QDU576Q";
    private static final String LEAVER = "AIDAJQABLZS4A3QDU576Q";
    private static final String ALIVE = "arn:aws:iam::111122223333:role/admin";

    @Test
    void aDeletedPrincipalIsFoundWithItsStatement() {
        var document = PolicyDocument.parse("""
            {"Statement": [
              {"Sid": "Root", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
              {"Sid": "Former", "Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "kms:*", "Resource": "*"},
              {"Effect": "Deny", "NotPrincipal": {"AWS": ["%s", "%s"]}, "Action": "kms:*", "Resource": "*"}]}
            """.formatted(GONE, ALIVE, LEAVER));
        assertThat(DeletedPrincipals.in(document))
                .extracting(DeletedPrincipal::id, d -> d.statement().label())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(GONE, "Former"),
                        org.assertj.core.groups.Tuple.tuple(LEAVER, "statement 3"));
    }

    @Test
    void aStatementOfOnlyDeletedPrincipalsIsDroppedAndTheRestStaysToTheLetter() {
        var cleaned = leaveOut("""
            {
               "Version": "2012-10-17",
               "Statement": [
                 {"Sid": "Former",  "Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"},
                 {"Sid": "Both",  "Effect": "Deny", "Principal": {"AWS": ["%s", "%s"]}, "Action": "sts:AssumeRole"},
                 {"Sid": "Stays",   "Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}
               ]
            }\
            """.formatted(GONE, GONE, LEAVER, ALIVE));
        assertThat(cleaned.document().raw()).isEqualTo("""
            {
               "Version": "2012-10-17",
               "Statement": [
                 {"Sid": "Stays",   "Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}
               ]
            }\
            """.formatted(ALIVE));
        assertThat(cleaned.leftOut()).extracting(DeletedPrincipal::id).containsExactly(GONE, GONE, LEAVER);
        assertThat(cleaned.droppedStatements()).containsExactly("Former", "Both");
        assertThat(cleaned.undecided()).isEmpty();
    }

    @Test
    void theLivingStayInAListFirstMiddleAndLast() {
        var list = "[\"" + GONE + "\", \"" + ALIVE + "\", \"" + LEAVER + "\", \"111122223333\", \"" + GONE + "\"]";
        var statement =
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":%s},\"Action\":\"*\",\"Resource\":\"*\"}}";
        var cleaned = leaveOut(statement.formatted(list));
        assertThat(cleaned.document().raw()).isEqualTo(statement.formatted("[\"" + ALIVE + "\", \"111122223333\"]"));
        assertThat(cleaned.leftOut()).hasSize(3);
        assertThat(cleaned.droppedStatements()).isEmpty();
    }

    @Test
    void anotherTypeOfPrincipalKeepsTheStatement() {
        assertThat(leaveOut("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"" + GONE
                                + "\"], \"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}")
                        .document()
                        .raw())
                .isEqualTo("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},"
                        + "\"Action\":\"sts:AssumeRole\"}]}");
        assertThat(leaveOut("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\","
                                + "\"AWS\":\"" + GONE + "\"},\"Action\":\"sts:AssumeRole\"}]}")
                        .document()
                        .raw())
                .isEqualTo("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},"
                        + "\"Action\":\"sts:AssumeRole\"}]}");
    }

    @Test
    void theOnlyStatementLeavesAnEmptyListToWhichAStatementCanBeAdded() {
        for (var shape : List.of("%s", "[%s]")) {
            var cleaned = leaveOut("{\"Statement\":"
                    + shape.formatted(
                            "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + GONE + "\"},\"Action\":\"*\"}")
                    + "}");
            assertThat(cleaned.document().raw()).isEqualTo("{\"Statement\":[]}");
            assertThat(cleaned.document().statements()).isEmpty();
        }
    }

    /** Deny + NotPrincipal denies everybody but the list. A dead entry exempts nobody, an empty list is no document. */
    @Test
    void theOnlyExemptionOfADenialIsLeftToAPerson() {
        var text = "{\"Statement\":[{\"Sid\":\"Only\",\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"" + GONE
                + "\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        var cleaned = leaveOut(text);
        assertThat(cleaned.document().raw()).isEqualTo(text);
        assertThat(cleaned.leftOut()).isEmpty();
        assertThat(cleaned.undecided()).extracting(DeletedPrincipal::id).containsExactly(GONE);
    }

    @Test
    void anExemptionBesideOthersIsLeftOut() {
        var statement = "{\"Statement\":[{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":%s},\"Action\":\"kms:*\","
                + "\"Resource\":\"*\"}]}";
        var cleaned = leaveOut(statement.formatted("[\"" + ALIVE + "\",\"" + GONE + "\"]"));
        assertThat(cleaned.document().raw()).isEqualTo(statement.formatted("[\"" + ALIVE + "\"]"));
        assertThat(cleaned.undecided()).isEmpty();
    }

    /** IAM User Guide, "IAM identifiers": only ARNs, account ids and the star name somebody who exists. */
    @Test
    void nothingElseCountsAsDeleted() {
        var text = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"*\",\"111122223333\",\"" + ALIVE
                + "\",\"arn:aws:iam::111122223333:user/AIDAJQABLZS4A3QDU576Q\","
                + "\"arn:aws:sts::111122223333:assumed-role/admin/AROAJQABLZS4A3QDU576Q\"],"
                + "\"Service\":\"AIDAJQABLZS4A3QDU576Q\"},\"Action\":\"*\",\"Resource\":\"*\"}]}";
        var cleaned = leaveOut(text);
        assertThat(cleaned.document().raw()).isEqualTo(text);
        assertThat(cleaned.leftOut()).isEmpty();
        assertThat(leaveOut("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}]}")
                        .leftOut())
                .isEmpty();
    }

    private static DeletedPrincipals.Cleaned leaveOut(String text) {
        return DeletedPrincipals.leaveOut(PolicyDocument.parse(text));
    }
}
