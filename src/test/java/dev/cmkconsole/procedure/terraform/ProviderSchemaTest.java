package dev.cmkconsole.procedure.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table that judges configurations is the provider's own schema where that lies beside the clone, and it bites. */
class ProviderSchemaTest {
    private static final Path FILE = Path.of("..", "shared", "reference", "terraform-mongodbatlas.json");

    @Test
    void theTableSaysWhatTheProviderSays() throws IOException {
        assumeTrue(Files.exists(FILE), "The schema of the provider is not beside the clone");
        var schema = new ObjectMapper().readTree(FILE.toFile()).path("resources");
        var faults = new ArrayList<String>();
        ProviderSchema.resources().forEach((type, shape) -> {
            if (type.startsWith("mongodbatlas_")) {
                compare(type, shape, schema.path(type), faults);
            }
        });
        assertThat(faults).isEmpty();
    }

    private static void compare(String where, ProviderSchema.Shape shape, JsonNode schema, List<String> faults) {
        shape.members().forEach((name, member) -> {
            var attribute = schema.path("attributes").path(name);
            var block = schema.path("blocks").path(name);
            var known = member.block() ? block : attribute;
            if (known.isMissingNode()) {
                faults.add(where + " has no " + (member.block() ? "block " : "argument ") + name);
                return;
            }
            if (!member.block()
                    && !attribute.path("required").asBoolean()
                    && !attribute.path("optional").asBoolean()) {
                faults.add(where + "." + name + " cannot be set");
            }
            if (!member.block()
                    && member.required() != attribute.path("required").asBoolean()) {
                faults.add(where + "." + name + " is required or not");
            }
            if (!member.members().isEmpty()) {
                compare(where + "." + name, member, inner(known), faults);
            }
        });
        schema.path("attributes").properties().forEach(a -> {
            if (a.getValue().path("required").asBoolean() && !shape.members().containsKey(a.getKey())) {
                faults.add(where + " lacks the required " + a.getKey());
            }
        });
    }

    private static JsonNode inner(JsonNode known) {
        for (var wrapper : List.of("nested_type", "nested", "block")) {
            if (known.path(wrapper).has("attributes")) {
                return known.path(wrapper);
            }
        }
        return known.has("nested")
                ? new ObjectMapper().createObjectNode().set("attributes", known.path("nested"))
                : known;
    }

    @Test
    void aWrongConfigurationIsSeen() {
        assertThat(faults("""
            resource "aws_iam_role" "x" {
              name  = "a"
              color = "red"

              inline_policy {}
            }
            """))
                .containsExactlyInAnyOrder(
                        "aws_iam_role.x: no argument color",
                        "aws_iam_role.x: no block inline_policy",
                        "aws_iam_role.x: assume_role_policy is missing");
        assertThat(faults("""
            resource "mongodbatlas_flex_cluster" "x" {
              name = "a"
              project_id = "b"
              provider_settings = { region_name = "c", size = 1 }
            }
            """))
                .containsExactlyInAnyOrder(
                        "mongodbatlas_flex_cluster.x.provider_settings: no argument size",
                        "mongodbatlas_flex_cluster.x.provider_settings: backing_provider_name is missing");
        assertThat(faults("resource \"aws_unknown\" \"x\" {}")).containsExactly("no resource aws_unknown");
    }

    private static List<String> faults(String text) {
        return ProviderSchema.faults(Hcl.read(text).getFirst());
    }
}
