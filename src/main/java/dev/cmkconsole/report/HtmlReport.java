package dev.cmkconsole.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import dev.cmkconsole.model.outcome.Legible;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reports as one HTML file that loads nothing and runs nothing. The page is the template {@code report.html}, which
 * escapes every text by itself; only the style sheet goes in as it is.
 */
public final class HtmlReport {
    private static final String STYLE = resource("report.css");
    private static final Mustache PAGE =
            new Escaping().compile(new StringReader(resource("report.html")), "report.html");

    private HtmlReport() {}

    public static String of(ReportPage page) {
        return of(List.of(page));
    }

    /** Several reports in one file, one below the other; without any, an empty page. */
    public static String of(List<ReportPage> pages) {
        var page = new StringWriter();
        try {
            write(pages.iterator(), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString();
    }

    /** Writes several reports as one file. It asks for each page when the one before is written. */
    public static void write(Iterator<ReportPage> pages, Writer to) throws IOException {
        var first = pages.hasNext() ? Optional.of(pages.next()) : Optional.<ReportPage>empty();
        Iterable<Map<String, ?>> views = () ->
                Stream.concat(first.stream(), rest(pages)).map(HtmlReport::view).iterator();
        var view = Map.of("title", first.map(ReportPage::title).orElse("-"), "style", STYLE, "pages", views);
        try {
            PAGE.execute(to, view);
        } catch (MustacheException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException unwritable) {
                    throw unwritable;
                }
            }
            throw e;
        }
    }

    private static Stream<ReportPage> rest(Iterator<ReportPage> pages) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, 0), false);
    }

    private static Map<String, ?> view(ReportPage page) {
        return Map.of(
                "title", page.title(),
                "mood", page.mood(),
                "headline", page.headline(),
                "sections",
                        page.sections().stream()
                                .map(s -> Map.of("heading", s.heading(), "groups", groups(s.blocks())))
                                .toList());
    }

    /** Neighbors of one kind share a list or a table. The template has a part for each kind, named as the kind is. */
    private static List<Map<String, ?>> groups(List<ReportPage.Block> blocks) {
        var groups = new ArrayList<Map<String, ?>>();
        int from = 0;
        while (from < blocks.size()) {
            var kind = blocks.get(from).getClass();
            int to = from + 1;
            while (to < blocks.size() && blocks.get(to).getClass() == kind) {
                to++;
            }
            var name = kind.getSimpleName().toLowerCase(Locale.ROOT);
            groups.add(Map.of(name, Map.of("blocks", blocks.subList(from, to))));
            from = to;
        }
        return groups;
    }

    private static String resource(String name) {
        try (var in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is built without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** HTML has no form for control characters and halves of surrogate pairs. */
    private static final class Escaping extends DefaultMustacheFactory {
        private Escaping() {
            setObjectHandler(new ReflectionObjectHandler() {
                // An optional is a list of at most one, so that an empty text counts as present.
                @Override
                public Object coerce(Object value) {
                    return value instanceof Optional<?> text ? text.stream().toList() : super.coerce(value);
                }
            });
        }

        @Override
        public void encode(String value, Writer writer) {
            super.encode(Legible.lines(value), writer);
        }
    }
}
