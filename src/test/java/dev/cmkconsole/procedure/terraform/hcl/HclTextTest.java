package dev.cmkconsole.procedure.terraform.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as the HCL native syntax specification and {@code terraform fmt} want them. */
class HclTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a${file(\"x\")}%{if true}|\"a$${file(\\\"x\\\")}%%{if true}\"",
                "a\\b|\"a\\\\b\"",
                "$x %y|\"$x %y\"",
                "é|\"é\""
            })
    void noValueIsATemplate(String value, String hcl) {
        assertThat(HclText.quoted(value)).isEqualTo(hcl);
    }

    @Test
    void noValueIsObeyedAsAControlCharacter() {
        assertThat(HclText.quoted("a\nb\r\tc\u202e\u0007")).isEqualTo("\"a\\nb\\r\\tc\\u202e\\u0007\"");
        assertThat(HclText.quoted("\udb40\udc41")).isEqualTo("\"\\U000e0041\"");
    }

    @Test
    void aHostileNameCannotEndAComment() {
        assertThat(HclText.comment("the project x\nresource \"a\" \"b\" {}\u2028}"))
                .allMatch(line -> line.startsWith("#"))
                .noneMatch(line -> line.contains("\u2028"));
    }

    /** Typed by hand in the form in which {@code terraform fmt} left it. */
    @Test
    void argumentsOfOneLineStandInColumns() {
        var members = new LinkedHashMap<String, Expression>();
        members.put("A b", Expression.text("c"));
        members.put("Dé", Expression.of(3));
        var block = Block.of("resource", "t", "x")
                .comment("Above.")
                .set("name", Expression.text("n"))
                .set("long_name", Expression.of(true))
                .set(
                        "policy",
                        new Expression.Call("jsonencode", new Expression.Members(Map.of("for", Expression.of(1)))))
                .set("tags", new Expression.Members(members))
                .set("empty", new Expression.Members(Map.of()))
                .set("list", Expression.texts(List.of("a", "b")))
                .nest(Block.of("lifecycle").set("prevent_destroy", Expression.of(true)));
        assertThat(HclText.of(block)).isEqualTo("""
            # Above.
            resource "t" "x" {
              name      = "n"
              long_name = true
              policy = jsonencode({
                "for" = 1
              })
              tags = {
                "A b" = "c"
                "Dé"  = 3
              }
              empty = {}
              list  = ["a", "b"]

              lifecycle {
                prevent_destroy = true
              }
            }
            """);
    }
}
