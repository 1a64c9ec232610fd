package dev.cmkconsole.aws;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/**
 * The profiles of this computer's AWS configuration files ({@code AWS_CONFIG_FILE}, {@code
 * AWS_SHARED_CREDENTIALS_FILE}, or {@code ~/.aws}).
 */
public final class AwsProfiles {

    /** @param fault why the files could not be read; then there are no profiles */
    record Files(ProfileFile profiles, Optional<String> fault) {}

    private AwsProfiles() {}

    /** The names in alphabetical order; none if the files do not exist or are malformed. */
    public static List<String> names() {
        return read().profiles().profiles().keySet().stream().sorted().toList();
    }

    /**
     * The device whose code the profile's role requires; empty if it requires none, or if the profile does not exist.
     */
    public static Optional<String> mfaSerial(String name) {
        return read().profiles().profile(name).flatMap(MfaRole::serial);
    }

    /**
     * The SDK looks for the files whenever it makes a client, even for credentials that need none.
     *
     * @throws ServiceException with code {@code AWS_FILES_UNUSABLE}, such as for letters that the locale's encoding lacks
     */
    static void requireUsablePaths(Clock clock) {
        try {
            Stream.<Supplier<Path>>of(
                            ProfileFileLocation::configurationFilePath, ProfileFileLocation::credentialsFilePath)
                    .map(Supplier::get)
                    .forEach(Objects::requireNonNull);
        } catch (InvalidPathException e) {
            throw new ServiceException(
                    new Problem.Local("connect", "AWS_FILES_UNUSABLE", String.valueOf(e.getMessage()), clock.instant()),
                    e);
        }
    }

    static Files read() {
        try {
            return new Files(ProfileFile.defaultProfileFile(), Optional.empty());
        } catch (RuntimeException e) {
            // The SDK throws IllegalArgumentException for a malformed file and UncheckedIOException for an unreadable
            // one.
            return new Files(ProfileFile.aggregator().build(), Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
