package dev.cmkconsole.procedure.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Printed commands reach a shell unchanged. The test needs a POSIX shell; on Windows it reports that none exists. */
class CommandsTest {
    private static final String AWKWARD = "it's \"$HOME\" `id` \\ $(id) & | ; * ~ # %s\n\ttwo lines \u00e9";
    private static final WaitSettings WAITS = Bench.WAITS;

    /**
     * The words that a shell makes of a command, whose program is replaced by one that prints its arguments,
     * separated by NUL; then its standard input.
     */
    private static List<String> words(Path directory, String command) throws IOException, InterruptedException {
        org.junit.jupiter.api.Assumptions.assumeFalse(
                System.getProperty("os.name").startsWith("Windows"), "no POSIX shell here");
        var bin = Files.createDirectories(directory.resolve("bin"));
        for (var program : List.of("curl", "aws", "atlas")) {
            var file = Files.writeString(bin.resolve(program), "#!/bin/sh\nprintf '%s\\0' \"$0\" \"$@\"\ncat\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        var shell = new ProcessBuilder("sh", "-c", "PATH=" + bin + ":$PATH\n" + command).redirectErrorStream(true);
        shell.environment()
                .putAll(Map.of(
                        "MONGODB_ATLAS_PUBLIC_API_KEY",
                        "public",
                        "MONGODB_ATLAS_PRIVATE_API_KEY",
                        "pri vate",
                        "MONGODB_ATLAS_BASE_URL",
                        "http://127.0.0.1:9"));
        var process = shell.start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return List.of(text.split("\0", -1));
    }

    @Test
    void curlSendsTheRequestAsItIs(@TempDir Path directory) throws Exception {
        var request = new AtlasRequest(
                "x",
                "PATCH",
                "/api/atlas/v2/groups/g/clusters/c",
                "2024-10-23",
                Optional.of("{\"a\":\"" + AWKWARD.replace("\n", "\\n") + "\"}"));
        var words =
                words(directory, new Curl(SignIn.API_KEY).preparation() + new Curl(SignIn.API_KEY).request(request));

        assertThat(words)
                .containsSubsequence(
                        "--config",
                        "-",
                        "--digest",
                        "--request",
                        "PATCH",
                        "http://127.0.0.1:9/api/atlas/v2/groups/g/clusters/c",
                        "--header",
                        "Accept: application/vnd.atlas.2024-10-23+json",
                        "--data-raw",
                        request.body().orElseThrow());
        assertThat(words.getLast()).isEqualTo("user = \"public:pri vate\"\n");
        assertThat(words.subList(0, words.size() - 1))
                .as("others see the arguments of a process")
                .noneMatch(word -> word.contains("pri vate"));
    }

    @Test
    void anAccessTokenReachesCurlOnItsInput(@TempDir Path directory) throws Exception {
        var request = new AtlasRequest("x", "GET", "/api/atlas/v2/groups/g", "2023-01-01", Optional.empty());
        var curl = new Curl(SignIn.ACCESS_TOKEN);
        var words = words(
                directory, "MONGODB_ATLAS_ACCESS_TOKEN=secret.token\n" + curl.preparation() + curl.request(request));
        assertThat(words.getLast()).isEqualTo("header = \"Authorization: Bearer secret.token\"\n");
        assertThat(words.subList(0, words.size() - 1))
                .doesNotContain("--digest")
                .noneMatch(word -> word.contains("secret.token"));
    }

    /** AWS CLI user guide: a value that begins with a scheme is fetched, one that begins with a hyphen is an option. */
    @Test
    void aDescriptionIsNeitherAFileNorAnOption(@TempDir Path directory) throws Exception {
        var file = new AwsRequest.CreateRole("-role", "{}", "file:///etc/hostname", Map.of());
        assertThat(words(directory, Commands.aws(file)))
                .contains("--role-name=-role")
                .containsSubsequence("--cli-input-json", "{\"Description\":\"file:///etc/hostname\"}");
        var option = new AwsRequest.CreateRole("role", "{}", "--no-sign-request", Map.of());
        assertThat(words(directory, Commands.aws(option))).contains("--description=--no-sign-request");
    }

    @Test
    void nothingInACommandTurnsTheLineAround(@TempDir Path directory) throws Exception {
        var request = new AwsRequest.CreateRole("role", "{}", "a\u202eb\u001b[2Jc\u200b", Map.of());
        assertThat(Commands.aws(request))
                .doesNotContain("\u202e")
                .doesNotContain("\u001b")
                .doesNotContain("\u200b");
        assertThat(words(directory, Commands.aws(request))).contains("a\u202eb\u001b[2Jc\u200b");
    }

    @Test
    void everyAwsCommandCarriesItsDocument(@TempDir Path directory) throws Exception {
        var requests = List.<AwsRequest>of(
                new AwsRequest.CreateRole("role+1", AWKWARD, AWKWARD, Map.of("k", "v w")),
                new AwsRequest.UpdateTrustPolicy("role", "{}", AWKWARD),
                new AwsRequest.PutRolePolicy("role", "p", AWKWARD),
                new AwsRequest.PutKeyPolicy(Situation.KEY, "{}", AWKWARD));
        for (var request : requests) {
            assertThat(words(directory, Commands.aws(request)))
                    .as(request.operation())
                    .contains(AWKWARD);
        }
        assertThat(words(directory, Commands.aws(requests.getFirst())))
                .containsSubsequence(
                        "iam", "create-role", "--role-name", "role+1", "--tags", "[{\"Key\":\"k\",\"Value\":\"v w\"}]");
        assertThat(words(directory, Commands.aws(requests.getLast())))
                .containsSubsequence(
                        "kms",
                        "put-key-policy",
                        "--region",
                        "us-east-1",
                        "--key-id",
                        Situation.KEY.toString(),
                        "--policy-name",
                        "default",
                        "--policy",
                        AWKWARD);
    }

    @Test
    void everyCommandOfEveryPlanIsOneThatAShellTakes(@TempDir Path directory) throws Exception {
        var commands = plans().flatMap(p -> p.steps().stream()
                        .flatMap(s -> Stream.of(Texts.of(p).api(s), Texts.of(p).cli(s))
                                .flatMap(Optional::stream)))
                .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
        assertThat(commands).hasSizeGreaterThan(12);
        for (var command : commands) {
            var shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
            try (var input = shell.getOutputStream()) {
                input.write(command.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(shell.waitFor()).as(command).isZero();
            if (!command.contains("$(\n") && !command.contains(":?")) {
                assertThat(words(directory, command).getFirst()).matches(".*/(curl|aws|atlas)");
            }
            assertThat(command).doesNotContain("\\\n\n");
        }
    }

    @Test
    void theAtlasCliGetsTheBodyOnItsInput(@TempDir Path directory) throws Exception {
        var plan = new EnablePlanner(WAITS)
                .plan(
                        new Situation()
                                .records(Situation.inProgress("6a793f88c0eb9e7a17716581"))
                                .snapshot(),
                        choices());
        var save = (Step.AtlasStep) plan.step(AccessSteps.SAVE).orElseThrow();
        var words = words(directory, Texts.of(plan).cli(save).orElseThrow());

        assertThat(words.getLast().strip())
                .isEqualTo(save.request().orElseThrow().body().orElseThrow());
        assertThat(words)
                .containsSubsequence(
                        "api",
                        "encryptionAtRestUsingCustomerKeyManagement",
                        "updateEncryptionAtRest",
                        "--groupId",
                        Situation.PROJECT.id());
    }

    @Property(tries = 300)
    void aQuotedWordHasNoWayOut(@ForAll("anything") String word) {
        assertThat(unquote(Commands.quote(word))).isEqualTo(word);
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.strings()
                .withChars("ab '\"$`\\\n*?~#&|;<>()[]{}!=%-")
                .ofMaxLength(12);
    }

    /** POSIX shell, 2.2: a word of plain characters, or single quotes with escaped single quotes between them. */
    private static String unquote(String quoted) {
        if (!quoted.startsWith("'")) {
            assertThat(quoted).matches("[A-Za-z0-9_@%+=:,./-]+");
            return quoted;
        }
        assertThat(quoted.replace("'\\''", "")).matches("(?s)'[^']*'");
        return quoted.substring(1, quoted.length() - 1).replace("'\\''", "'");
    }

    private static EnableChoices choices() {
        return EnableChoices.byConsole(RoleChoice.newRole(Situation.ROLE_NAME), new KeyChoice.Existing(Situation.KEY));
    }

    static Stream<Plan> plans() {
        var shut =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/o'neill\"},"
                    + "\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        var record = Situation.inProgress("6a793f88c0eb9e7a17716581");
        var old = Situation.iamRole(Situation.ROLE, "{\"Version\":\"2012-10-17\",\"Statement\":[]}", Map.of());
        var hands = choices().withActors(Actor.USER, Actor.USER);
        var enable = new EnablePlanner(WAITS);
        var clusters = new ClusterPlanner(WAITS);
        return Stream.of(
                enable.plan(new Situation().snapshot(), choices()),
                enable.plan(new Situation().records(record).snapshot(), choices()),
                enable.plan(
                        new Situation()
                                .records(record)
                                .iamRole(old)
                                .keyPolicy(Situation.known(shut))
                                .snapshot(),
                        choices()),
                enable.plan(
                        new Situation()
                                .records(record)
                                .iamRole(old)
                                .keyPolicy(Situation.known(shut))
                                .snapshot(),
                        hands),
                enable.plan(new Situation().withoutAws().snapshot(), hands),
                clusters.plan(
                        new Situation()
                                .clusters(
                                        Situation.idle("a", EncryptionProvider.NONE),
                                        Situation.idle("b", EncryptionProvider.AWS))
                                .snapshot(),
                        new ClusterChoices(
                                Map.of("a", true, "b", false, "it's $(id)", true),
                                Optional.of(new NewCluster("9new", "AWS", "US_EAST_1", "M10", true)))));
    }

    @Test
    void noValueIsRunByAShell(@TempDir Path dir) throws Exception {
        var ran = dir.resolve("ran");
        var hostile = "$(touch " + ran + ")`touch " + ran + "`'\"; touch " + ran + " #${HOME}\\";
        var key = dev.cmkconsole.model.aws.KeyArn.of(
                "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20");
        var encoded =
                java.net.URLEncoder.encode(hostile, StandardCharsets.UTF_8).replace("+", "%20");
        var path = "/api/atlas/v2/groups/" + encoded + "/alertConfigs/" + encoded;
        var atlas = new AtlasRequest(
                "updateAlertConfig", "PUT", path, "2023-01-01", Optional.of("{\"a\":\"" + hostile + "\"}"));
        var commands = new java.util.LinkedHashMap<String, String>();
        commands.put("curl", new Curl(SignIn.API_KEY).preparation() + new Curl(SignIn.API_KEY).request(atlas));
        commands.put("atlas", Commands.atlas(atlas));
        commands.put("trust", Commands.aws(new AwsRequest.UpdateTrustPolicy(hostile, hostile, hostile)));
        commands.put(
                "role", Commands.aws(new AwsRequest.CreateRole(hostile, hostile, hostile, Map.of(hostile, hostile))));
        commands.put("inline", Commands.aws(new AwsRequest.PutRolePolicy(hostile, hostile, hostile)));
        commands.put("alias", Commands.aws(new AwsRequest.CreateAlias(hostile, key)));
        for (var one : commands.entrySet()) {
            var words = words(dir, one.getValue());
            assertThat(words)
                    .as(one.getKey())
                    .anySatisfy(word -> assertThat(word).contains(hostile));
            assertThat(ran).as(one.getKey()).doesNotExist();
        }
    }
}
