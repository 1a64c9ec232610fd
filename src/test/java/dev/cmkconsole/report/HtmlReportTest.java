package dev.cmkconsole.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.report.ReportPage.Block;
import dev.cmkconsole.report.ReportPage.Exchange;
import dev.cmkconsole.report.ReportPage.Fact;
import dev.cmkconsole.report.ReportPage.Mood;
import dev.cmkconsole.report.ReportPage.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** No value of a report breaks out of its place in the page, as an HTML parser reads it. */
class HtmlReportTest {

    /** A page with every kind of block, filled from one source of texts. */
    private static ReportPage page(Supplier<String> text) {
        List<Block> blocks = List.of(
                new ReportPage.Paragraph(text.get()),
                new ReportPage.Item(text.get(), Optional.of("clusters")),
                new ReportPage.Item(text.get(), Optional.empty()),
                new ReportPage.Facts(
                        List.of(new Fact(text.get(), text.get(), true), new Fact(text.get(), text.get(), false))),
                new ReportPage.Change(
                        text.get(),
                        text.get(),
                        List.of(new ReportPage.Row(text.get(), text.get(), text.get(), true, true))),
                new ReportPage.CheckAnswer(Mood.BAD, text.get(), text.get(), text.get(), "note " + text.get()),
                new ReportPage.CheckAnswer(Mood.GOOD, text.get(), text.get(), text.get(), ""),
                new Exchange(
                        Mood.CAUTION,
                        text.get(),
                        text.get(),
                        List.of(new Fact(text.get(), text.get(), false)),
                        Optional.of(text.get()),
                        Optional.of(text.get())));
        return new ReportPage(text.get(), text.get(), Mood.GOOD, List.of(new Section("all", text.get(), blocks)));
    }

    /** Elements with their attributes, and where texts stand, but not which. */
    private static String skeleton(Node node) {
        var out = new StringBuilder();
        node.traverse((n, _) -> out.append(
                switch (n) {
                    case Element element -> "<" + element.normalName() + element.attributes() + ">";
                    case TextNode _ -> "";
                    default -> n.nodeName();
                }));
        return out.toString();
    }

    private static Document parsed(ReportPage page) {
        return Jsoup.parse(HtmlReport.of(page));
    }

    @Property(tries = 400)
    void noTextChangesThePage(@ForAll("texts") List<String> texts) {
        var ever = texts.iterator();
        var used = new ArrayList<String>();
        var page = page(() -> {
            String text = ever.hasNext() ? ever.next() : "plain";
            used.add(text);
            return text;
        });
        var read = parsed(page);
        assertThat(skeleton(read)).isEqualTo(skeleton(parsed(page(() -> "plain"))));
        var codes = read.select("pre code").stream().map(Element::wholeText).toList();
        var exchange = (Exchange) page.sections().getFirst().blocks().getLast();
        assertThat(codes)
                .containsExactly(
                        legible(exchange.request().orElseThrow()),
                        legible(exchange.answer().orElseThrow()));
        assertThat(read.selectFirst("h1").wholeText()).isEqualTo(legible(page.title()));
    }

    /** Everything that a browser or a terminal obeys instead of showing it, by Unicode category and by number. */
    private static final Pattern OBEYED =
            Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e]"
                    + "|[\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]|[\\x{e0000}-\\x{e0fff}]|\\p{Cs}"
                    + "|[\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164\\uffa0]"
                    + "|[\\x{10000}-\\x{10ffff}&&\\p{Cf}]");

    private static String legible(String text) {
        return OBEYED.matcher(text.replace("\r\n", "\n"))
                .replaceAll(found -> Matcher.quoteReplacement(found.group()
                        .chars()
                        .mapToObj(c -> c == '\r' ? "\\r" : String.format("\\u%04x", c))
                        .collect(Collectors.joining())));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        var hostile = Arbitraries.of(
                "</style><script>alert(1)</script>",
                "<!--",
                "-->",
                "]]>",
                "<![CDATA[",
                "\" onclick=\"x",
                "' x='",
                "</td></tr></table>",
                "</code></pre>",
                "&lt;",
                "&#60;b>",
                "<img src=x onerror=alert(1)>",
                "\u0000",
                "\ud83d",
                "\r\n",
                "\n\nleading",
                "<plaintext>",
                "</title><b>",
                "{{x}}",
                "\u2028",
                "javascript:alert(1)",
                "&amp;",
                "%3Cscript%3E");
        return Arbitraries.oneOf(
                        hostile,
                        Arbitraries.strings().all().ofMaxLength(12),
                        Arbitraries.strings().withChars("<>&\"'/=! a\n").ofMaxLength(12))
                .list()
                .ofMinSize(26)
                .ofMaxSize(40);
    }

    @Property(tries = 1)
    void everyTextOfEveryKindOfBlockIsShown() {
        var used = new ArrayList<String>();
        var page = page(() -> {
            used.add("text-" + used.size() + ".");
            return used.getLast();
        });
        assertThat(page.sections().getFirst().blocks())
                .extracting(block -> (Object) block.getClass())
                .contains((Object[]) Block.class.getPermittedSubclasses());
        assertThat(parsed(page).body().text()).contains(used);
    }

    @Property(tries = 1)
    void thePageLoadsAndRunsNothing() {
        var html = HtmlReport.of(page(() -> "x"));
        assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").endsWith("</html>\n");
        var read = Jsoup.parse(html);
        assertThat(read.select("script,link,img,iframe,object,embed,base,form,a,[src],[href],[style]"))
                .isEmpty();
        assertThat(read.select("style"))
                .singleElement()
                .satisfies(style -> assertThat(style.data())
                        .doesNotContain("&", "url(", "@import")
                        .contains("prefers-color-scheme:dark", "@media print"));
        assertThat(read.select("th"))
                .allSatisfy(th -> assertThat(th.attr("scope")).isIn("row", "col"));
    }

    @Property(tries = 1)
    void severalReportsStandBelowEachOther() {
        assertThat(Jsoup.parse(HtmlReport.of(List.of(page(() -> "one"), page(() -> "two"))))
                        .select("h1")
                        .eachText())
                .containsExactly("one", "two");
        assertThat(Jsoup.parse(HtmlReport.of(List.of())).select("h1")).isEmpty();
    }
}
