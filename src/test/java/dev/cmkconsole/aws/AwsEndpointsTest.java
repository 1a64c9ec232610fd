package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.AwsDouble.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.http.ScriptedServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the requests to AWS go. */
@Tag("alone")
class AwsEndpointsTest {
    @Test
    void thisComputersTrafficWithItselfGoesThroughNoProxy() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty(
                "http.proxyPort", String.valueOf(ScriptedServer.nobody().getPort()));
        System.setProperty("http.nonProxyHosts", "");
        try (var aws = new AwsDouble((action, _) ->
                query(action, "<Arn>arn:aws:iam::1:user/op</Arn><UserId>u</UserId><Account>1</Account>"))) {
            assertThat(aws.gateway.caller().account()).isEqualTo("1");
        } finally {
            List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts").forEach(System::clearProperty);
        }
    }

    @Test
    void endpointsOfTheEnvironmentAreTakenPerService() throws Exception {
        assertThat(AwsEndpoints.from(
                        Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1", "AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:2")))
                .isEqualTo(new AwsEndpoints(
                        Optional.of(URI.create("http://127.0.0.1:2")),
                        Optional.of(URI.create("http://127.0.0.1:1")),
                        Optional.of(URI.create("http://127.0.0.1:1")),
                        Optional.of(URI.create("http://127.0.0.1:1")),
                        Optional.of(URI.create("http://127.0.0.1:1"))));
        assertThat(AwsEndpoints.from(Map.of(
                        "AWS_ENDPOINT_URL", "http://127.0.0.1:1", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")))
                .isEqualTo(AwsEndpoints.NONE);
    }
}
