package dev.cmkconsole.report;

import java.util.List;
import java.util.Optional;

/** A report in words, which the page, HTML and text show in their own forms. */
public record ReportPage(String title, String headline, Mood mood, List<Section> sections) {

    /** How something went, for an icon or a color beside its word. */
    public enum Mood {
        GOOD,
        CAUTION,
        BAD,
        NEUTRAL
    }

    public ReportPage {
        sections = List.copyOf(sections);
    }

    /** @param id stable, such as {@code requests} */
    public record Section(String id, String heading, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    public sealed interface Block {}

    public record Paragraph(String text) implements Block {}

    /** @param place where it is done, as in {@link RunReport.NextAct} */
    public record Item(String text, Optional<String> place) implements Block {}

    public record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** @param identifier whether a reader copies and compares it */
    public record Fact(String label, String value, boolean identifier) {}

    /** The project before and after. */
    public record Change(String before, String after, List<Row> rows) implements Block {
        public Change {
            rows = List.copyOf(rows);
        }
    }

    /** @param identifier as in {@link Fact} */
    public record Row(String label, String before, String after, boolean changed, boolean identifier) {}

    /** @param note an earlier answer, or the user's decision; may be empty */
    public record CheckAnswer(Mood mood, String word, String question, String reason, String note) implements Block {}

    /** One request with its response. */
    public record Exchange(
            Mood mood, String title, String result, List<Fact> facts, Optional<String> request, Optional<String> answer)
            implements Block {
        public Exchange {
            facts = List.copyOf(facts);
        }
    }
}
