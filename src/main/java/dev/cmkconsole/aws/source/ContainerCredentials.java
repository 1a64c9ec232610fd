package dev.cmkconsole.aws.source;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The credentials of a container, at the address that its variables name. */
public final class ContainerCredentials extends CredentialSource {
    private static final String SOURCE = "the container's credentials address";
    /** An authorization token has at most a few kilobytes. */
    private static final int LARGEST_TOKEN = 64 << 10;

    private final LocalService service;

    public ContainerCredentials(LocalService service, Clock clock) {
        super(clock);
        this.service = service;
    }

    @Override
    GivenCredentials ask() {
        var headers =
                authorization().map(token -> Map.of("Authorization", token)).orElse(Map.of());
        return GivenCredentials.read(SOURCE, service.ask(SOURCE, "GET", address(), headers), "Token");
    }

    private static URI address() {
        var relative = setting(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
                .map(path -> SdkSystemSetting.AWS_CONTAINER_SERVICE_ENDPOINT.getStringValueOrThrow() + path);
        var text = relative.or(() -> setting(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI))
                .orElseThrow(() -> SdkClientException.create("no variable names a container's credentials address"));
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw SdkClientException.create(SOURCE + " is not an address");
        }
    }

    private static Optional<String> authorization() {
        var token = setting(SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)
                .map(ContainerCredentials::content)
                .or(() -> setting(SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN));
        token.filter(t -> t.chars().anyMatch(c -> c < ' ')).ifPresent(_ -> {
            throw SdkClientException.create("the container's authorization token contains a line break");
        });
        return token;
    }

    private static String content(String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(LARGEST_TOKEN), StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            throw SdkClientException.create("the file of the container's authorization token cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static Optional<String> setting(SdkSystemSetting setting) {
        return setting.getStringValue().map(String::strip).filter(text -> !text.isEmpty());
    }
}
