package dev.cmkconsole.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.outcome.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A list is the whole list or no list. A page is written as its items, {@code >} where another page is said to exist,
 * and the total count after a colon.
 */
@Alongside
class ListPagesTest {

    private static ListPages.Page<String> page(String written) {
        var parts = written.split(":", 2);
        var items = Stream.of(parts[0].replace(">", "").split(""))
                .filter(i -> !i.isBlank())
                .map(i -> "{\"id\":\"" + i + "\"}")
                .collect(Collectors.joining(","));
        var json = "{\"links\":[" + (parts[0].contains(">") ? "{\"rel\":\"next\"}" : "") + "],\"results\":[" + items
                + "]" + (parts.length > 1 ? ",\"totalCount\":" + parts[1] : "") + "}";
        try {
            return ListPages.Page.of(
                    Json.object(json.getBytes(StandardCharsets.UTF_8)),
                    item -> item.at("id").requiredText());
        } catch (Json.WrongShape e) {
            throw new AssertionError(json, e);
        }
    }

    private static List<String> read(String pages) {
        var answers = new ArrayDeque<>(List.of(pages.split(" ")));
        return new ListPages("listGroups", Clock.systemUTC()).all(_ -> page(answers.remove()));
    }

    @ParameterizedTest
    @CsvSource({
        // Without a total the link decides; some lists have none.
        "ab, ab",
        "ab> c, abc",
        "'.', ''",
        ".:0, ''",
        // The total is met.
        "ab:2, ab",
        "ab>:3 c:3, abc",
        // A page ends early and does not say that there is another.
        "ab:3 c:3, abc",
        // The total is an estimate: Atlas has nothing behind the last page.
        "ab:3 .:3, ab",
        "abc:2, abc",
        // The list changes on the way, and is read again.
        "ab>:3 c:4 ab>:4 cd:4, abcd",
        "ab>:3 .:2 xy:2, xy",
        "ab>:3 bc:3 ab>:3 c:3, abc",
    })
    void theWholeListIsRead(String pages, String items) {
        assertThat(String.join("", read(pages.replace(".", "")))).isEqualTo(items);
    }

    @ParameterizedTest
    @CsvSource({
        // None, and a total that is not none.
        ".:3 .:3",
        // An empty page that says another one exists.
        ".>",
        "ab>:9 .>:9",
        // A page that repeats, in every reading.
        "ab>:4 ab>:4 ab>:4 ab>:4 ab>:4 ab>:4",
        // A total that never stays.
        "ab>:4 cd:5 ab>:5 cd:6 ab>:6 cd:7",
    })
    void whatIsNotTheWholeListIsNotRead(String pages) {
        assertThatThrownBy(() -> read(pages.replace(".", "")))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("UNREADABLE_ANSWER"));
    }
}
