package dev.cmkconsole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables themselves: large enough, every row with its own id, its document and its rule. */
class JudgeTablesTest {

    @Test
    void thereAreEnoughRowsOfEverySubject() {
        JudgeTable.ALL.forEach((table, least) ->
                assertThat(JudgeTable.rows(table).count()).as(table).isGreaterThanOrEqualTo(least));
        assertThat(JudgeTable.ALL.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo(250);
    }

    @Test
    void everyRowNamesItsDocumentAndItsRule() {
        var sources = JudgeTable.rows("sources").map(row -> row.get("id")).collect(Collectors.toSet());
        assertThat(JudgeTable.rows("sources"))
                .allSatisfy(row -> assertThat(row.get("address")).startsWith("https://"));
        JudgeTable.ALL.keySet().forEach(table -> {
            assertThat(JudgeTable.rows(table)).allSatisfy(row -> {
                assertThat(sources).as(row.why()).contains(row.get("source"));
                assertThat(row.get("rule")).as(row.why()).contains(" ");
                assertThat(row.get("expected")).as(row.why()).isNotEmpty();
            });
            assertThat(JudgeTable.rows(table).map(row -> row.get("id")))
                    .as(table)
                    .doesNotHaveDuplicates();
        });
    }

    /** A subject that a table loses would be missed by nobody else. */
    @Test
    void everySubjectHasRows() {
        assertThat(count("notprincipal")).isGreaterThanOrEqualTo(50);
        assertThat(count("boundary")).isGreaterThanOrEqualTo(15);
        assertThat(count("identifiers")).isGreaterThanOrEqualTo(15);
        assertThat(count("grants") + count("grant-constraints")).isGreaterThanOrEqualTo(8);
        assertThat(count("atlas-kms")).isGreaterThanOrEqualTo(10);
        assertThat(count("kms-across")).isGreaterThanOrEqualTo(10);
        assertThat(count("version")).isGreaterThanOrEqualTo(5);
        assertThat(count("sets")).isGreaterThanOrEqualTo(15);
        assertThat(count("global")).isGreaterThanOrEqualTo(50);
    }

    private static long count(String source) {
        return JudgeTable.ALL.keySet().stream()
                .flatMap(JudgeTable::rows)
                .filter(row -> row.get("source").equals(source))
                .count();
    }
}
