package dev.cmkconsole.model.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.secret.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

class RecordedRequestTest {
    private static final Path OLD_JOURNAL = Path.of("src/test/resources/journal-of-0.1/journal.jsonl");
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20");
    private static final List<AwsRequest> AWS = List.of(
            new AwsRequest.CreateRole("role", "{}", "", Map.of()),
            new AwsRequest.UpdateTrustPolicy("role", "{}", "{}"),
            new AwsRequest.PutRolePolicy("role", "policy", "{}"),
            new AwsRequest.CreateKey(NewKey.sought("project", "alias/new", AwsRegion.of("us-east-1"))),
            new AwsRequest.ReplicateKey(KEY, AwsRegion.of("eu-west-1"), "", ""),
            new AwsRequest.CreateAlias("alias/new", KEY),
            new AwsRequest.EnableKeyRotation(KEY, 365),
            new AwsRequest.RotateKeyOnDemand(KEY),
            new AwsRequest.PutKeyPolicy(KEY, "{}", "{}"),
            new AwsRequest.EditRolePolicy("role", "policy", "{}", "{}"),
            new AwsRequest.DeleteRolePolicy("role", "policy", "{}"),
            new AwsRequest.DetachRolePolicy("role", "arn:aws:iam::aws:policy/path/Name"),
            new AwsRequest.DeleteRole("role", "{}"),
            new AwsRequest.EnableKey(KEY),
            new AwsRequest.DisableKey(KEY),
            new AwsRequest.ScheduleKeyDeletion(KEY, 30),
            new AwsRequest.CancelKeyDeletion(KEY),
            new AwsRequest.UpdateAccessKey("user", "AKIAIOSFODNN7EXAMPLE", false),
            new AwsRequest.DeleteAccessKey("user", "AKIAIOSFODNN7EXAMPLE"));

    @Property
    void anyTextIsWrittenAsItWasRead(@ForAll String text) {
        assertThat(RecordedRequest.parse(text).text()).isEqualTo(text);
    }

    @Property
    void whatIsWrittenIsRead(
            @ForAll @AlphaChars @NotEmpty @StringLength(max = 8) String method,
            @ForAll @CharRange(from = '!', to = '~') String path,
            @ForAll Optional<String> body) {
        var request = RecordedRequest.of(new AtlasRequest("operation", method, path, "2023-01-01", body));
        var read = RecordedRequest.parse(request.text());
        assertThat(read).isEqualTo(request);
        assertThat(read.target()).isEqualTo(path);
        assertThat(read.body()).isEqualTo(body);
    }

    @Example
    void everyRequestToAwsIsRecognised() {
        assertThat(AWS.stream().map(Object::getClass))
                .as("one of each")
                .containsExactlyInAnyOrder(permitted(AwsRequest.class).toArray(Class[]::new));
        for (var request : AWS) {
            var read = RecordedRequest.parse(RecordedRequest.of(request, "{}").text());
            assertThat(read.toAws()).as(request.operation()).isTrue();
            assertThat(read.operation()).as(request.operation()).isNotEqualTo(RecordedOperation.OTHER);
            assertThat(read.target()).isEqualTo(request.target());
            assertThat(read.line()).isEqualTo(request.operation() + " " + request.target());
        }
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordedRequestTest::permitted)
                : Stream.of(type);
    }

    @Example
    void theTargetIsReadAsWhatItNames() {
        var create = aws("kms:CreateKey us-east-1 alias/atlas-payments");
        assertThat(create.region()).contains(AwsRegion.of("us-east-1"));
        assertThat(create.alias()).contains("alias/atlas-payments");
        var alias = aws("kms:CreateAlias " + KEY + " alias/atlas-payments");
        assertThat(alias.key()).contains(KEY);
        assertThat(alias.alias()).contains("alias/atlas-payments");
        assertThat(alias.region()).isEmpty();
        var replica = aws("kms:ReplicateKey " + KEY + " eu-west-1");
        assertThat(replica.key()).contains(KEY);
        assertThat(replica.region()).contains(AwsRegion.of("eu-west-1"));
        assertThat(aws("iam:PutRolePolicy role/policy").member())
                .contains(new RecordedRequest.Member("role", "policy"));
        assertThat(aws("iam:DetachRolePolicy role arn:aws:iam::aws:policy/path/Name")
                        .attachment())
                .contains(new RecordedRequest.Member("role", "arn:aws:iam::aws:policy/path/Name"));
        var deauthorize = aws("DELETE /api/atlas/v2/groups/p1/cloudProviderAccess/AWS/r1");
        assertThat(deauthorize.operation()).isEqualTo(RecordedOperation.DEAUTHORIZE_ACCESS_ROLE);
        assertThat(deauthorize.path()).contains(new ProjectPath("p1", "cloudProviderAccess/AWS", Optional.of("r1")));
        assertThat(aws("PATCH /api/atlas/v2/groups/p1/cloudProviderAccess/r1").operation())
                .isEqualTo(RecordedOperation.AUTHORIZE_ACCESS_ROLE);
        assertThat(aws("iam:CreateRole role").member()).isEmpty();
        assertThat(aws("iam:CreateRole role").path()).isEmpty();
        assertThat(aws("PATCH /api/atlas/v2/groups/p1/clusters/orders").path())
                .contains(new ProjectPath("p1", "clusters", Optional.of("orders")));
        for (var foreign : List.of("", " ", "nothing", "kms:", "GET /api/atlas/v2", "PATCH /api/atlas/v2/groups/p1")) {
            assertThat(aws(foreign).operation()).as(foreign).isEqualTo(RecordedOperation.OTHER);
        }
    }

    private static RecordedRequest aws(String line) {
        return RecordedRequest.parse(line + "\n{}");
    }

    @Example
    void aBodyIsWholeWhenNothingWasRemovedFromIt() {
        assertThat(RecordedRequest.parse("PATCH /x\n{}").hasWholeBody()).isTrue();
        assertThat(RecordedRequest.parse("PATCH /x").hasWholeBody()).isFalse();
        assertThat(RecordedRequest.parse("PATCH /x\n{\"a\":\"" + Redaction.MARK + "\"}")
                        .hasWholeBody())
                .as("the mark that redaction leaves")
                .isFalse();
        assertThat(RecordedRequest.isWhole("{\"a\":\"AKIA\u2026MPLE\"}"))
                .as("an access key without its middle")
                .isFalse();
    }

    @Example
    void anAccessKeyIsFoundByItsTwoEnds() {
        String id = "AKIAIOSFODNN7EXAMPLE";
        for (var written : List.of(new ShortenedId("AKIA\u2026MPLE"), new ShortenedId(id))) {
            assertThat(written.standsFor(id)).as(written.written()).isTrue();
            assertThat(written.standsFor("AKIAIOSFODNN7EXAMPLF"))
                    .as(written.written())
                    .isFalse();
        }
        assertThat(new ShortenedId("AKIA\u2026MPLE").whole()).isFalse();
        assertThat(new ShortenedId(id).whole()).isTrue();
    }

    /** The journal of version 0.1 was written before this class was. */
    @Example
    void theRequestsOfAnOldJournalAreReadAndWrittenToTheByte() throws IOException {
        var seen = EnumSet.noneOf(RecordedOperation.class);
        for (var text : requests(OLD_JOURNAL)) {
            var read = RecordedRequest.parse(text);
            assertThat(read.text()).isEqualTo(text);
            assertThat(read.operation()).as(read.line()).isNotEqualTo(RecordedOperation.OTHER);
            assertThat(read.line()).endsWith(" " + read.target());
            assertThat(read.body()).as(read.line()).isPresent();
            assertThat(read.toAws()).as(read.line()).isEqualTo(read.path().isEmpty());
            seen.add(read.operation());
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        RecordedOperation.CREATE_ACCESS_ROLE,
                        RecordedOperation.AUTHORIZE_ACCESS_ROLE,
                        RecordedOperation.UPDATE_ENCRYPTION,
                        RecordedOperation.CREATE_CLUSTER,
                        RecordedOperation.UPDATE_CLUSTER,
                        RecordedOperation.UPDATE_ALERT,
                        RecordedOperation.CREATE_ROLE,
                        RecordedOperation.PUT_ROLE_POLICY,
                        RecordedOperation.CREATE_KEY,
                        RecordedOperation.CREATE_ALIAS,
                        RecordedOperation.ENABLE_KEY_ROTATION,
                        RecordedOperation.ROTATE_KEY_ON_DEMAND);
    }

    private static List<String> requests(Path journal) throws IOException {
        var json = new ObjectMapper();
        try (Stream<String> lines = Files.lines(journal)) {
            return lines.map(line -> read(json, line).path("entry").path("request"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .toList();
        }
    }

    private static JsonNode read(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
