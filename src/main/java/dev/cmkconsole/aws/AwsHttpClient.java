package dev.cmkconsole.aws;

import dev.cmkconsole.network.HttpSender;
import dev.cmkconsole.network.UnansweredException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.IoUtils;

/** The SDK's calls through the program's own HTTP engine, with its limits, proxies and trusted certificates. */
final class AwsHttpClient implements SdkHttpClient {
    /** A page of 1000 policies or keys has about one megabyte. */
    private static final int LARGEST_BODY = 8 << 20;
    /** The program's own limit of parallel calls is far lower. */
    private static final int CONNECTIONS = 256;
    /** The engine sets these itself. */
    private static final Set<String> OF_THE_ENGINE = Set.of("host", "content-length", "transfer-encoding", "expect");

    private final HttpSender http;
    private final Duration silence;

    AwsHttpClient(AwsSettings settings) {
        this.silence = settings.readTimeout();
        this.http = new HttpSender(
                settings.path(),
                new HttpSender.Limits(settings.connectTimeout(), settings.readTimeout(), LARGEST_BODY, CONNECTIONS),
                "cmk-console");
    }

    /**
     * The cause of an end that another attempt would only repeat. It is no {@link IOException}, after which the SDK
     * repeats reads.
     */
    static final class Final extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final UnansweredException why;

        private Final(UnansweredException why) {
            super(why.getMessage());
            this.why = why;
        }

        UnansweredException why() {
            return why;
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        var exchange = http.prepare(outgoing(request));
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return answer(exchange.send());
                } catch (UnansweredException e) {
                    if (e.end() == UnansweredException.End.TOO_LARGE
                            || e.obstacle().isPresent()) {
                        throw SdkClientException.create(String.valueOf(e.getMessage()), new Final(e));
                    }
                    throw e;
                }
            }

            @Override
            public void abort() {
                exchange.abort();
            }
        };
    }

    private HttpSender.Outgoing outgoing(HttpExecuteRequest execute) {
        SdkHttpRequest request = execute.httpRequest();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.forEachHeader((name, values) -> {
            if (!OF_THE_ENGINE.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, List.copyOf(values));
            }
        });
        var body = execute.contentStreamProvider()
                .map(provider -> {
                    try (var in = provider.newStream()) {
                        return IoUtils.toByteArray(in);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .orElse(new byte[0]);
        return new HttpSender.Outgoing(
                request.method().name(), request.getUri(), headers, body, java.util.Optional.empty(), silence);
    }

    private static HttpExecuteResponse answer(HttpSender.Incoming incoming) {
        var response = SdkHttpFullResponse.builder()
                .statusCode(incoming.status())
                .statusText(incoming.reason())
                .headers(incoming.headers())
                .build();
        return HttpExecuteResponse.builder()
                .response(response)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(incoming.body())))
                .build();
    }

    @Override
    public String clientName() {
        return "CmkConsole";
    }

    @Override
    public void close() {
        http.close();
    }
}
