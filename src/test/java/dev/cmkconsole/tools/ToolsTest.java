package dev.cmkconsole.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.render.AtlasOperation;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import dev.cmkconsole.tools.ToolCall.Usage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The tests' stand-ins for the tools refuse what the tools refuse; their operations are those of the contract. */
class ToolsTest {
    private static final Path CONTRACT = Path.of("..", "shared", "reference", "atlas-openapi-cmk.yaml");
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");
    private static final String UPDATE = "api clusters updateCluster --groupId g --clusterName c --version 2024-10-23";

    private final AtlasTool atlas = new AtlasTool(new AtlasTestClient(NOWHERE, "", ""));
    private final AwsTool aws = new AwsTool((service, region) -> {
        throw new IllegalStateException("nothing is sent here");
    });

    private static ToolCall call(String tool, boolean piped, String input, String words) {
        return new ToolCall(tool, piped, input, List.of(words.split(" ")));
    }

    @Test
    void aBodyByFileAndByStandardInputTogetherIsRefused() {
        assertThatThrownBy(() -> atlas.call(call("atlas", true, "{}", UPDATE + " --output json --file /dev/stdin")))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("cannot use --file flag and also input from standard input");
        assertThatThrownBy(() -> atlas.call(call("atlas", false, "", UPDATE + " --output json")))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("--file flag is required when not using piped input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api alertConfigurations updateAlertConfiguration --groupId g --alertConfigId a --version 2023-01-01",
                "api Clusters updateCluster --groupId g --clusterName c --version 2024-10-23",
                "api clusters updateCluster --groupId g --version 2024-10-23",
                "api clusters updateCluster --groupId g --clusterName c --version 2025-01-01",
                "api clusters updateCluster --groupId g --clusterName c --version 2024-10-23 --project p",
                "api clusters updateCluster --groupId g --clusterName it is --version 2024-10-23"
            })
    void theAtlasCliRefusesWhatItDoesNotKnow(String words) {
        assertThatThrownBy(() -> atlas.call(call("atlas", true, "{}", words + " --output json")))
                .isInstanceOf(Usage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kms create-keys --region us-east-1",
                "kms create-key --region us-east-1 --alias a",
                "kms create-key --region us-east-1 --description -x",
                "kms create-key --region us-east-1 --description file:///etc/hosts",
                "kms create-key --region us-east-1 --description two words",
                "kms create-key --region us-east-1 --tags TagKey=a,TagValue=b",
                "iam put-role-policy --role-name r --policy-name p --document {}"
            })
    void theAwsCliRefusesWhatItDoesNotKnow(String words) {
        assertThatThrownBy(() -> aws.call(call("aws", false, "", words))).isInstanceOf(Usage.class);
    }

    @Test
    void aSecretAmongTheArgumentsIsRefused() {
        var curl = new CurlTool(NOWHERE, List.of("hidden"));
        assertThatThrownBy(() -> curl.call(call("curl", false, "", "--user me:hidden http://127.0.0.1:9/")))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("a secret is among the arguments");
    }

    @Test
    void shellCheckBites() {
        assumeTrue(StandIns.withoutShellCheck().isEmpty(), StandIns.withoutShellCheck());
        String script = "#!/bin/sh\nrequire() { command -v \"$1\"; }\n\nrequire jq\nstep() { echo \"$1\"; }\n";
        assertThat(StandIns.shellCheck(List.of(script + "step a\n", script + "step b\n")))
                .isEmpty();
        assertThat(StandIns.shellCheck(List.of(script + "step a\n", script + "step $HOME\n")))
                .contains("SC2086");
    }

    @Test
    void theOperationsAreThoseOfTheContract() throws IOException {
        assumeTrue(Files.exists(CONTRACT), "the contract is not beside the checkout");
        var found = new ArrayList<String>();
        for (var file : List.of(CONTRACT, CONTRACT.resolveSibling("atlas-openapi-cmk-more.yaml"))) {
            found.addAll(operationsOf(file));
        }
        AtlasTool.OPERATIONS.forEach((name, operation) -> {
            String line =
                    name + " " + operation.method() + " /api/atlas/v2" + operation.path() + " " + operation.body();
            if (AtlasTool.OUTSIDE_THE_EXTRACT.contains(name)) {
                assertThat(found).as("no longer outside the extract").doesNotContain(line);
            } else {
                assertThat(found).contains(line);
            }
        });
    }

    private static List<String> operationsOf(Path file) throws IOException {
        var large = new LoaderOptions();
        large.setCodePointLimit(Integer.MAX_VALUE);
        var found = new ArrayList<String>();
        try (var in = Files.newInputStream(file)) {
            Map<String, Map<String, Map<String, Map<String, Object>>>> contract =
                    new Yaml(new SafeConstructor(large)).load(in);
            contract.get("paths")
                    .forEach((path, methods) -> methods.forEach((method, operation) -> {
                        if (operation instanceof Map<?, ?> o && o.containsKey("operationId")) {
                            found.add(named(path, method, operation));
                        }
                    }));
        }
        return found;
    }

    private static String named(String path, String method, Map<String, Object> operation) {
        var tag = ((List<?>) operation.get("tags")).getFirst().toString().split(" ");
        var camel = new StringBuilder(tag[0].equals("MongoDB") ? "mongoDb" : tag[0].toLowerCase(Locale.ROOT));
        Arrays.stream(tag)
                .skip(1)
                .forEach(w ->
                        camel.append(w.substring(0, 1).toUpperCase(Locale.ROOT)).append(w.substring(1)));
        var id = operation.getOrDefault("x-xgen-operation-id-override", operation.get("operationId"));
        return camel + " " + id + " " + method.toUpperCase(Locale.ROOT) + " " + path + " "
                + operation.containsKey("requestBody");
    }

    /** A request of a new kind has a text of its own without further work, once it is among the operations. */
    @Test
    void everyRecordedRequestToAtlasIsAnOperationThatATextNames() {
        var named = Arrays.stream(AtlasOperation.values()).map(Enum::name).toList();
        var ofAws = Arrays.stream(RecordedOperation.values())
                .filter(o -> o.ordinal() >= RecordedOperation.CREATE_ROLE.ordinal()
                        && o.ordinal() <= RecordedOperation.CANCEL_KEY_DELETION.ordinal())
                .toList();
        assertThat(Arrays.stream(RecordedOperation.values())
                        .filter(o -> o != RecordedOperation.OTHER && !ofAws.contains(o))
                        .map(Enum::name))
                .allMatch(named::contains);
    }
}
