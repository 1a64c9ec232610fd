package dev.cmkconsole.aws;

import dev.cmkconsole.aws.AwsEndpoints.Service;
import dev.cmkconsole.aws.signing.OwnClockSigning;
import dev.cmkconsole.aws.source.LocalService;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes every client of the SDK in the same way, those that fetch credentials included: the same HTTP engine, limits
 * and addresses.
 */
final class ServiceClients implements AutoCloseable {
    /** Whether the SDK may repeat a call. */
    enum Purpose {
        READ,
        CHANGE
    }

    private final AwsSettings settings;
    private final AwsAddresses addresses;
    private final ProfileFile profiles;
    private final AnswerDates dates;
    private final AwsHttpClient http;
    private final List<SdkAutoCloseable> made = new CopyOnWriteArrayList<>();

    ServiceClients(AwsSettings settings, AwsAddresses addresses, ProfileFile profiles, Clock clock) {
        this.dates = new AnswerDates(clock);
        this.settings = settings;
        this.addresses = addresses;
        this.profiles = profiles;
        this.http = new AwsHttpClient(settings);
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C make(
            B builder, Service service, String region, Purpose purpose, AwsCredentialsProvider credentials) {
        addresses.of(service).ifPresent(builder::endpointOverride);
        var client = builder.httpClient(http)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .putAuthScheme(new OwnClockSigning(dates.signing()))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(
                                purpose == Purpose.READ
                                        ? AwsRetryStrategy.forRetryMode(RetryMode.STANDARD)
                                        : AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(dates)
                        .apiCallAttemptTimeout(settings.readTimeout())
                        .apiCallTimeout(settings.callTimeout())
                        .defaultProfileFile(profiles)
                        .build())
                .build();
        made.add(client);
        return client;
    }

    /** Asks the services of this machine for credentials. */
    LocalService local() {
        return new LocalService(settings.path());
    }

    @Override
    public void close() {
        made.forEach(SdkAutoCloseable::close);
        http.close();
    }
}
