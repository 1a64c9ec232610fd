package dev.cmkconsole.aws;

import java.util.List;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.profiles.ProfileFile;

/** The profiles that the shared AWS files of this computer define. */
public final class AwsProfiles {
    private AwsProfiles() {}

    /** In alphabetical order; empty where there are no files or they cannot be read. */
    public static List<String> names() {
        try {
            return ProfileFile.defaultProfileFile().profiles().keySet().stream().sorted().toList();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(AwsProfiles.class).warn("AWS profiles cannot be read: {}", e.getClass().getSimpleName());
            return List.of();
        }
    }
}
