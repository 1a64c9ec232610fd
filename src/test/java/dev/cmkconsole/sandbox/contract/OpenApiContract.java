package dev.cmkconsole.sandbox.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.schema.SwaggerV20Library;
import com.github.fge.jsonschema.cfg.ValidationConfiguration;
import com.github.fge.jsonschema.core.report.ListReportProvider;
import com.github.fge.jsonschema.core.report.LogLevel;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import com.github.fge.msgsimple.load.MessageBundles;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The official contract of the Atlas Admin API, where it lies beside the checkout. */
final class OpenApiContract {
    static final Path FILE = Path.of("..", "shared", "reference", "atlas-openapi-cmk.yaml");

    /** The part of the contract that came later. */
    private static final Path MORE = FILE.resolveSibling("atlas-openapi-cmk-more.yaml");

    private static final int CACHE = 1 << 15;

    private final Map<String, OpenApiInteractionValidator> validators = new ConcurrentHashMap<>();
    private final List<ContractText> texts;

    /**
     * Where recorded answers differ from the contract, the sandbox follows the recordings.
     *
     * @param method of the call, or * for any
     * @param path matched in full against the path below the API's base
     * @param finding part of the validator's message
     */
    record Deviation(String method, Pattern path, String finding, String reason) {
        boolean explains(HttpCall call, String message) {
            return (method.equals("*") || method.equals(call.method()))
                    && path.matcher(call.rawPath().replaceFirst("^/api/atlas/v2", ""))
                            .matches()
                    && message.contains(finding);
        }
    }

    private OpenApiContract(List<ContractText> texts) {
        this.texts = texts;
    }

    /** Empty where the file is not beside the checkout. */
    static Optional<OpenApiContract> load() {
        return Files.exists(FILE)
                ? Optional.of(new OpenApiContract(Stream.of(FILE, MORE)
                        .filter(Files::exists)
                        .map(ContractText::read)
                        .toList()))
                : Optional.empty();
    }

    /**
     * Operations the sandbox is to have: all of the first part of the contract, by the names clients use, but those that make and
     * remove organizations.
     */
    List<String> operations() {
        return texts.getFirst().operations().stream()
                .filter(o -> !List.of("createOrg", "deleteOrg", "updateOrg").contains(o))
                .toList();
    }

    /** The fixed parts of all paths. */
    Set<String> words() {
        return texts.stream().flatMap(ContractText::words).collect(Collectors.toUnmodifiableSet());
    }

    private ContractText text(HttpCall call) {
        return texts.stream()
                .filter(text -> text.path(call).isPresent())
                .findFirst()
                .orElse(texts.getFirst());
    }

    /** One validator per path, because the library uses all its schemas in every single check. */
    private OpenApiInteractionValidator validator(HttpCall call) {
        // The contract composes schemas with allOf, which forbids nothing beside the named members.
        var levels = LevelResolver.create()
                .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE)
                // 204 has no body although the contract writes an empty schema there.
                .withLevel("validation.response.body.missing", ValidationReport.Level.IGNORE)
                .build();
        var text = text(call);
        return validators.computeIfAbsent(
                text.path(call).orElse("/none"),
                path -> OpenApiInteractionValidator.createForInlineApiSpecification(text.only(path))
                        .withLevelResolver(levels)
                        .withSchemaFactorySupplier(OpenApiContract::factory)
                        .build());
    }

    /** A union of a hundred variants needs more room than the library gives it, which then reads the schemas again. */
    private static JsonSchemaFactory factory() {
        return JsonSchemaFactory.newBuilder()
                .setReportProvider(new ListReportProvider(LogLevel.ERROR, LogLevel.FATAL))
                .setValidationConfiguration(ValidationConfiguration.newBuilder()
                        .setDefaultLibrary(SwaggerV20Library.OAI_V2_METASCHEMA_URI, SwaggerV20Library.get())
                        .setSyntaxMessages(MessageBundles.getBundle(SwaggerV20Library.SyntaxBundle.class))
                        .setValidationMessages(MessageBundles.getBundle(SwaggerV20Library.ValidationBundle.class))
                        .setCacheSize(CACHE)
                        .freeze())
                .freeze();
    }

    /** One line per member of a successful answer that the contract does not have. */
    List<String> surplus(HttpCall call, HttpReply reply) {
        if (reply.status() >= 300 || reply.body().length == 0 || call.rawQuery().contains("envelope=true")) {
            return List.of();
        }
        try {
            return text(call).surplus(call, reply.status(), Json.MAPPER.readTree(reply.body())).stream()
                    .map(member -> "the contract has no member " + member)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line per violation of the contract. */
    List<String> findings(HttpCall call, HttpReply reply) {
        var request = new SimpleRequest.Builder(Request.Method.valueOf(call.method()), call.rawPath());
        var text = text(call);
        // The server serves the newest version not newer than the one asked for; the library compares media types
        // literally.
        text.served(call, "accept").ifPresent(v -> request.withHeader("accept", v));
        text.served(call, "content-type").ifPresent(v -> request.withHeader("content-type", v));
        if (!call.rawQuery().isEmpty()) {
            for (var pair : call.rawQuery().split("&")) {
                var parts = pair.split("=", 2);
                request.withQueryParam(
                        parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        }
        if (call.body().length > 0) {
            request.withBody(call.body());
        }
        var response = new SimpleResponse.Builder(reply.status());
        reply.headers().forEach(response::withHeader);
        if (reply.body().length > 0) {
            response.withBody(reply.body());
        }
        return validator(call).validate(request.build(), response.build()).getMessages().stream()
                .filter(m -> m.getLevel() == ValidationReport.Level.ERROR)
                .map(m -> m.getKey() + ": " + m.getMessage())
                .toList();
    }
}
