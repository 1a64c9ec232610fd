package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.terraform.hcl.Block;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is being written: the sections so far, what they need, and what is said about the whole. */
final class Drawing {
    private final EndState state;
    private final Phrasebook words;
    private final Labels labels;
    private final References references = new References();
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Block> variables = new LinkedHashMap<>();
    private final Set<AwsRegion> regions = new TreeSet<>();
    private final List<Text> remarks = new ArrayList<>();

    Drawing(EndState state, Phrasebook words) {
        this.state = state;
        this.words = words;
        this.labels = new Labels(state.reading().project());
    }

    EndState state() {
        return state;
    }

    Labels labels() {
        return labels;
    }

    References references() {
        return references;
    }

    List<Section> sections() {
        return sections;
    }

    List<Block> variables() {
        return List.copyOf(variables.values());
    }

    Set<AwsRegion> regions() {
        return regions;
    }

    List<Text> remarks() {
        return remarks;
    }

    String say(Text text) {
        return words.say(text);
    }

    void remark(Text text) {
        if (!remarks.contains(text)) {
            remarks.add(text);
        }
    }

    Block resource(String type, String label) {
        return Block.of("resource", type, label);
    }

    /** The project's id, once in the configuration. */
    Expression projectId() {
        return Expression.reference("local." + projectLocal());
    }

    String projectLocal() {
        return labels.project() + "_id";
    }

    /** Names the provider of a region, and makes the configuration hold it. */
    Block inRegion(Block resource, AwsRegion region) {
        regions.add(region);
        return resource.set("provider", Expression.reference("aws." + alias(region)))
                .gap();
    }

    static String alias(AwsRegion region) {
        return region.id().replace('-', '_');
    }

    /** IAM has no region; one for each partition keeps the configuration the same for every project. */
    static AwsRegion iamRegion(String partition) {
        return AwsRegion.of(
                switch (partition) {
                    case "aws-us-gov" -> "us-gov-west-1";
                    case "aws-cn" -> "cn-north-1";
                    default -> "us-east-1";
                });
    }

    /** A value that Terraform does not read back, or that is nobody's to write down. */
    Expression variable(String detail, Text description, Optional<String> value) {
        var name = labels.of("variable", detail);
        var block = Block.of("variable", name)
                .set("type", Expression.reference("string"))
                .set("description", Expression.text(say(description)));
        value.ifPresent(v -> block.set("default", Expression.text(v)));
        if (value.isEmpty()) {
            block.set("sensitive", Expression.of(true));
        }
        variables.put(name, block);
        return Expression.reference("var." + name);
    }

    /** Adds a resource; what exists is imported. */
    void add(Block resource, Optional<String> importId, Set<StepId> steps) {
        var imports = importId
                .map(id -> Block.of("import")
                        .set("to", Expression.reference(resource.address()))
                        .set("id", Expression.text(id)))
                .stream()
                .toList();
        sections.add(new Section(resource, imports, steps));
    }

    static Block kept(Block resource, String... ignored) {
        var lifecycle = Block.of("lifecycle").set("prevent_destroy", Expression.of(true));
        if (ignored.length > 0) {
            lifecycle.set(
                    "ignore_changes",
                    new Expression.Items(
                            List.of(ignored).stream().map(Expression::reference).toList()));
        }
        return resource.nest(lifecycle);
    }

    static Block dependsOn(Block resource, List<String> addresses) {
        return addresses.isEmpty()
                ? resource
                : resource.gap()
                        .set(
                                "depends_on",
                                new Expression.Items(addresses.stream()
                                        .map(Expression::reference)
                                        .toList()));
    }
}
