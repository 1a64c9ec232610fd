package dev.cmkconsole.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The SDK's client on {@link HttpURLConnection}, made to send every POST once. By itself the JDK sends a POST again when the connection breaks before the
 * answer ({@code sun.net.http.retryPost}), which would repeat a change; it does not when the body is streamed with a fixed length, and then
 * it also tests a kept connection before use.
 */
final class SinglePostHttpClient implements SdkHttpClient {
    private final AwsSettings settings;

    SinglePostHttpClient(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        var length = request.httpRequest().firstMatchingHeader("Content-Length").map(Long::parseLong);
        return UrlConnectionHttpClient.create(uri -> {
            try {
                var connection = (HttpURLConnection) uri.toURL().openConnection(proxy(uri));
                connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
                connection.setReadTimeout((int) settings.readTimeout().toMillis());
                connection.setInstanceFollowRedirects(false);
                length.ifPresent(connection::setFixedLengthStreamingMode);
                return connection;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).prepareRequest(request);
    }

    /** Traffic of this computer with itself never goes through a proxy, whatever the environment says. */
    private static Proxy proxy(URI uri) {
        if (AwsEndpoints.loopback(uri)) {
            return Proxy.NO_PROXY;
        }
        var found = ProxyConfiguration.builder().scheme(uri.getScheme()).build();
        if (found.host() == null || found.host().isBlank() || found.nonProxyHosts().stream().anyMatch(pattern -> uri.getHost().matches(pattern))) {
            return Proxy.NO_PROXY;
        }
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(found.host(), found.port()));
    }

    @Override
    public String clientName() {
        return "UrlConnection";
    }

    @Override
    public void close() {
        // Connections belong to the JDK, which drops idle ones.
    }
}
