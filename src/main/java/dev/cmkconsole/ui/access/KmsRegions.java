package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.AwsRegion;
import java.util.List;
import java.util.stream.Stream;

/**
 * The AWS regions that Atlas accepts for a key (Admin API, encryption at rest, enumeration of {@code awsKms.region}).
 * The first one is the default.
 */
public final class KmsRegions {
    public static final List<AwsRegion> ALL = Stream.of(
                    "us-east-1",
                    "us-east-2",
                    "us-west-1",
                    "us-west-2",
                    "ca-central-1",
                    "ca-west-1",
                    "mx-central-1",
                    "sa-east-1",
                    "eu-central-1",
                    "eu-central-2",
                    "eu-north-1",
                    "eu-south-1",
                    "eu-south-2",
                    "eu-west-1",
                    "eu-west-2",
                    "eu-west-3",
                    "il-central-1",
                    "me-central-1",
                    "me-south-1",
                    "af-south-1",
                    "ap-east-1",
                    "ap-east-2",
                    "ap-northeast-1",
                    "ap-northeast-2",
                    "ap-northeast-3",
                    "ap-south-1",
                    "ap-south-2",
                    "ap-southeast-1",
                    "ap-southeast-2",
                    "ap-southeast-3",
                    "ap-southeast-4",
                    "ap-southeast-5",
                    "ap-southeast-6",
                    "ap-southeast-7",
                    "us-gov-east-1",
                    "us-gov-west-1",
                    "cn-north-1",
                    "cn-northwest-1")
            .map(AwsRegion::new)
            .toList();

    private KmsRegions() {}
}
