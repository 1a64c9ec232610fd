package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.configuration.ProjectReading;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.terraform.hcl.Block;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import dev.cmkconsole.procedure.terraform.hcl.HclText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Terraform configuration of a project: everything as it was read, with the requests of a plan carried out on it.
 * What exists is imported, and nothing in it destroys or replaces anything.
 */
public final class TerraformConfiguration {
    /** The first line of every file. Only a file that begins so is ever overwritten. */
    public static final String MARK = "# Written by CMK Console.";

    private static final String TERRAFORM = ">= 1.7";
    private static final String ATLAS = "~> 2.17";
    private static final String AWS = "~> 6.0";

    private final Drawing drawing;
    private final Optional<Plan> plan;
    private final List<String> head = new ArrayList<>();

    private TerraformConfiguration(Drawing drawing, Optional<Plan> plan) {
        this.drawing = drawing;
        this.plan = plan;
    }

    /** The project as it is. */
    public static TerraformConfiguration of(ProjectReading reading, Phrasebook words) {
        return drawn(new Drawing(new EndState(reading), words), Optional.empty());
    }

    /** The project as the plan leaves it. */
    public static TerraformConfiguration of(ProjectReading reading, Plan plan, Phrasebook words) {
        var state = new EndState(reading);
        var fold = new RequestFold(state, plan.observedAt());
        plan.steps().forEach(fold::apply);
        return drawn(new Drawing(state, words), Optional.of(plan));
    }

    private static TerraformConfiguration drawn(Drawing drawing, Optional<Plan> plan) {
        var aws = new AwsResources(drawing);
        var atlas = new AtlasResources(drawing, aws);
        atlas.announce();
        aws.announce();
        aws.writeKeys();
        aws.writeRoles();
        atlas.writeRecords();
        atlas.writeEncryption();
        new ClusterResources(drawing, atlas.encryptionAddress()).write();
        new AlertResources(drawing).write();
        new OrganizationResources(drawing).write();
        Unread.remarks(drawing);
        var configuration = new TerraformConfiguration(drawing, plan);
        configuration.mark();
        configuration.head();
        return configuration;
    }

    /** Names the steps above the resources that they are about. */
    private void mark() {
        drawing.sections()
                .forEach(section -> numbered(section)
                        .forEach((number, step) -> section.resource()
                                .comment(say(Text.of("terraform.step", number, step.title(), word(step))))));
    }

    private Map<Integer, Step> numbered(Section section) {
        var steps = new LinkedHashMap<Integer, Step>();
        plan.ifPresent(p -> {
            for (int i = 0; i < p.steps().size(); i++) {
                if (section.steps().contains(p.steps().get(i).id())) {
                    steps.put(i + 1, p.steps().get(i));
                }
            }
        });
        return steps;
    }

    private static Text word(Step step) {
        return Text.of("terraform.step." + (step.status().done() ? "done" : "open"));
    }

    private void head() {
        var project = drawing.state().reading().project();
        head.add(plan.map(p -> say(Text.of("terraform.head.plan", p.name(), project.name(), project.id())))
                .orElseGet(() -> say(Text.of("terraform.head.export", project.name(), project.id()))));
        head.add(say(Text.of("terraform.head.use")));
        plan.ifPresent(p -> head.addAll(gates(p.steps())));
        drawing.remarks().forEach(r -> head.add(say(r)));
    }

    /** Which of these steps keep a configuration from being applied, and why. */
    private List<String> gates(List<Step> steps) {
        var gates = new ArrayList<String>();
        steps.forEach(step -> doubt(step.status())
                .ifPresent(reason ->
                        gates.add(say(Text.of("terraform.head.gate", number(step.id()), step.title(), reason)))));
        return gates;
    }

    /** The steps that come before one, in its own lane and in the trunk, and the step itself. */
    private List<Step> upTo(StepId id) {
        return plan.map(p -> p.steps().stream()
                        .limit(number(id))
                        .filter(s -> s.lane().isEmpty()
                                || s.lane().equals(p.step(id).map(Step::lane).orElse("")))
                        .toList())
                .orElse(List.of());
    }

    private static Optional<Text> doubt(Status status) {
        return switch (status) {
            case Status.Blocked(var reason) -> Optional.of(reason);
            case Status.CannotTell(var reason) -> Optional.of(reason);
            case Status.Done _, Status.NotNeeded _, Status.ToDo _ -> Optional.empty();
        };
    }

    private String say(Text text) {
        return drawing.say(text);
    }

    /**
     * The files of the configuration by name. Those that do not name the project are the same for every project.
     *
     * @param present the files of an earlier configuration by name; Terraform forgets what this one no longer has
     */
    public Map<String, String> files(Function<String, Optional<String>> present) {
        var files = new LinkedHashMap<>(files());
        var name = drawing.labels().project() + "_removed.tf";
        var earlier = Stream.of(drawing.labels().project() + ".tf", name)
                .flatMap(file -> present.apply(file).stream())
                .collect(Collectors.joining("\n"));
        var removed = Removed.blocks(
                earlier,
                drawing.sections().stream().map(s -> s.resource().address()).toList());
        if (!removed.isEmpty()) {
            files.put(name, file(List.of(say(Text.of("terraform.head.removed"))), removed));
        } else if (present.apply(name).isPresent()) {
            files.put(name, file(List.of(say(Text.of("terraform.head.removed"))), List.of()));
        }
        return files;
    }

    /** The files of the configuration where there are none yet. */
    public Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put("versions.tf", file(List.of(say(Text.of("terraform.head.versions"))), List.of(versions())));
        files.put("providers.tf", file(List.of(say(Text.of("terraform.head.credentials"))), List.of(atlasProvider())));
        drawing.regions()
                .forEach(region -> files.put(
                        "aws_" + Drawing.alias(region) + ".tf", file(List.of(), List.of(awsProvider(region)))));
        var label = drawing.labels().project();
        files.put(label + ".tf", file(lines(head), resources()) + byHand());
        var imports = imports();
        if (!imports.isEmpty()) {
            files.put(label + "_imports.tf", file(List.of(say(Text.of("terraform.head.imports"))), imports));
        }
        return files;
    }

    /** The whole configuration as one text. */
    public String whole() {
        var blocks = new ArrayList<Block>();
        blocks.add(versions());
        blocks.add(atlasProvider().comment(say(Text.of("terraform.head.credentials"))));
        drawing.regions().forEach(region -> blocks.add(awsProvider(region)));
        blocks.addAll(resources());
        var imports = imports();
        if (!imports.isEmpty()) {
            imports.getFirst().comment(say(Text.of("terraform.head.imports")));
        }
        blocks.addAll(imports);
        return file(lines(head), blocks) + byHand();
    }

    /** The part of the configuration that a step is about, or why there is none. */
    public String part(StepId id) {
        var sections =
                drawing.sections().stream().filter(s -> s.steps().contains(id)).toList();
        var texts = new ArrayList<String>();
        var gates = gates(upTo(id));
        if (!gates.isEmpty()) {
            texts.add(String.join("\n", HclText.comment(String.join("\n", gates))) + "\n");
        }
        int before = texts.size();
        sections.forEach(s -> {
            s.imports().forEach(i -> texts.add(HclText.of(i)));
            texts.add(HclText.of(s.resource()));
        });
        drawing.state().byHand().stream().filter(b -> b.step().equals(id)).forEach(b -> texts.add(byHand(b)));
        if (texts.size() == before) {
            texts.add(String.join("\n", HclText.comment(say(none(id)))) + "\n");
        }
        return String.join("\n", texts);
    }

    private Text none(StepId id) {
        var step = plan.flatMap(p -> p.step(id));
        return Text.of("terraform.none."
                + step.map(s -> switch (s) {
                            case Step.WaitStep _ -> "wait";
                            case Step.CheckStep _ -> "check";
                            case Step.AtlasStep _, Step.AwsStep _, Step.ManualStep _ -> "nothing";
                        })
                        .orElse("nothing"));
    }

    private String byHand() {
        return drawing.state().byHand().stream().map(b -> "\n" + byHand(b)).collect(Collectors.joining());
    }

    private String byHand(EndState.ByHand one) {
        var text = new StringBuilder(say(Text.of("terraform.byHand", number(one.step()), one.why())));
        if (!gates(upTo(one.step())).isEmpty()) {
            text.append(' ').append(say(Text.of("terraform.byHand.notYet")));
        }
        one.command()
                .ifPresent(command ->
                        command.lines().forEach(line -> text.append("\n  ").append(line)));
        return String.join("\n", HclText.comment(text.toString())) + "\n";
    }

    private int number(StepId id) {
        return plan.map(p -> p.steps().stream().map(Step::id).toList().indexOf(id) + 1)
                .orElse(0);
    }

    private List<Block> resources() {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.of("locals")
                .set(
                        drawing.projectLocal(),
                        Expression.text(drawing.state().reading().project().id())));
        blocks.addAll(drawing.variables());
        drawing.sections().forEach(s -> blocks.add(s.resource()));
        return blocks;
    }

    private List<Block> imports() {
        return drawing.sections().stream().flatMap(s -> s.imports().stream()).toList();
    }

    private static List<String> lines(List<String> paragraphs) {
        var lines = new ArrayList<String>();
        paragraphs.forEach(p -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(p);
        });
        return lines;
    }

    private static String file(List<String> comments, List<Block> blocks) {
        var text = new StringBuilder(MARK).append('\n');
        comments.forEach(
                c -> HclText.comment(c).forEach(line -> text.append(line).append('\n')));
        blocks.forEach(b -> text.append('\n').append(HclText.of(b)));
        return text.toString();
    }

    private static Block versions() {
        return Block.of("terraform")
                .set("required_version", Expression.text(TERRAFORM))
                .nest(Block.of("required_providers")
                        .set("mongodbatlas", source("mongodb/mongodbatlas", ATLAS))
                        .set("aws", source("hashicorp/aws", AWS)));
    }

    private static Expression source(String address, String version) {
        var members = new LinkedHashMap<String, Expression>();
        members.put("source", Expression.text(address));
        members.put("version", Expression.text(version));
        return new Expression.Members(members);
    }

    private static Block atlasProvider() {
        return Block.of("provider", "mongodbatlas");
    }

    private static Block awsProvider(AwsRegion region) {
        return Block.of("provider", "aws")
                .set("alias", Expression.text(Drawing.alias(region)))
                .set("region", Expression.text(region.id()));
    }
}
