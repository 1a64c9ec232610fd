package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.ADMIN;

import dev.cmkconsole.sandbox.http.HttpCall;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Requests signed by the SDK, as the front door receives them. */
final class SignedCalls {
    private SignedCalls() {}

    static HttpCall signed(String service, String region, String target, byte[] body) {
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:1/"))
                .putHeader(
                        "Content-Type",
                        target == null
                                ? "application/x-www-form-urlencoded; charset=utf-8"
                                : "application/x-amz-json-1.1");
        if (target != null) {
            request.putHeader("X-Amz-Target", target);
        }
        ContentStreamProvider payload = () -> new ByteArrayInputStream(body);
        var signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(ADMIN)
                        .request(request.build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        var headers = new HashMap<String, List<String>>();
        signed.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new HttpCall("POST", "/", "", headers, body, "127.0.0.1");
    }

    static HttpCall kms(String operation, String body) {
        return signed("kms", "us-east-1", "TrentService." + operation, body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpCall query(String service, String body) {
        return signed(service, "us-east-1", null, body.getBytes(StandardCharsets.UTF_8));
    }
}
