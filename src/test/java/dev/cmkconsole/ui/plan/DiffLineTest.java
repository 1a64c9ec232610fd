package dev.cmkconsole.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.ui.plan.DiffLine.Change;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** A change as lines. */
class DiffLineTest {

    @Test
    void aNewDocumentIsAllAdded() {
        assertThat(DiffLine.between("", "{\n  <a>\n}"))
                .extracting(DiffLine::signed)
                .containsExactly("+ {", "+   <a>", "+ }");
    }

    @Property(tries = 200)
    void bothDocumentsCanBeReadOffTheLines(
            @ForAll @Size(max = 12)
                    List<@CharRange(from = 'a', to = 'd') @StringLength(min = 1, max = 2) String> before,
            @ForAll @Size(max = 12)
                    List<@CharRange(from = 'a', to = 'd') @StringLength(min = 1, max = 2) String> after) {
        var lines = DiffLine.between(String.join("\n", before), String.join("\n", after));
        assertThat(lines.stream()
                        .filter(l -> l.change() != Change.ADDED)
                        .map(DiffLine::text)
                        .toList())
                .isEqualTo(before);
        assertThat(lines.stream()
                        .filter(l -> l.change() != Change.REMOVED)
                        .map(DiffLine::text)
                        .toList())
                .isEqualTo(after);
    }
}
