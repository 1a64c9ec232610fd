package dev.cmkconsole.policy.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.JudgeTable;
import dev.cmkconsole.policy.JudgeTable.Row;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.edit.DeletedPrincipals.DeletedPrincipal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which documents AWS stores, and what is left of one without its deleted principals, by the judge's tables. */
class StoredDocumentsTest {

    static Stream<Row> documents() {
        return JudgeTable.rows("documents");
    }

    static Stream<Row> deletedPrincipals() {
        return JudgeTable.rows("deleted-principals");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void awsStoresOrRefuses(Row row) {
        var violation = PolicyRules.violation(row.get("document"), PolicyKind.valueOf(row.get("kind")));
        assertThat(violation.isEmpty() ? "stored" : "refused")
                .as(row.why() + violation)
                .isEqualTo(row.get("expected"));
    }

    @ParameterizedTest
    @MethodSource("deletedPrincipals")
    void deletedPrincipalsAreLeftOut(Row row) {
        var cleaned = DeletedPrincipals.leaveOut(PolicyDocument.parse(row.get("document")));
        assertThat(cleaned.document().raw()).as(row.why()).isEqualTo(row.get("expected"));
        assertThat(ids(cleaned.leftOut())).as(row.why()).isEqualTo(row.get("left out"));
        assertThat(ids(cleaned.undecided())).as(row.why()).isEqualTo(row.get("undecided"));
    }

    private static String ids(List<DeletedPrincipal> principals) {
        return principals.stream().map(DeletedPrincipal::id).collect(Collectors.joining(" "));
    }
}
