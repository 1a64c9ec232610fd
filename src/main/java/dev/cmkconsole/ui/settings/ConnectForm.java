package dev.cmkconsole.ui.settings;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.connection.LastConnection.Target;
import dev.cmkconsole.secret.OneTimeCode;
import dev.cmkconsole.secret.Secret;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The entries of the connection form. Secrets are not among them: they are passed when they are used. */
public final class ConnectForm {
    public enum AtlasWay {
        API_KEY,
        SERVICE_ACCOUNT,
        ENVIRONMENT
    }

    public enum AwsWay {
        DEFAULT,
        PROFILE,
        NONE
    }

    /** The fields that can be invalid. */
    public enum Field {
        BASE_URL,
        NAME,
        SECRET,
        PROFILE,
        MFA_CODE,
        CA_BUNDLE
    }

    /** Either a request, or the key of the error text for each invalid field. */
    public record Filled(Optional<ConnectionRequest> request, Map<Field, String> problems) {}

    private static final String ATLAS = "https://cloud.mongodb.com";

    private final ObjectProperty<Target> target = new SimpleObjectProperty<>(Target.PRACTICE);
    private final StringProperty baseUrl = new SimpleStringProperty(ATLAS);
    private final ObjectProperty<AtlasWay> atlasWay = new SimpleObjectProperty<>(AtlasWay.API_KEY);
    private final StringProperty name = new SimpleStringProperty("");
    private final ObjectProperty<AwsWay> awsWay = new SimpleObjectProperty<>(AwsWay.DEFAULT);
    private final StringProperty profile = new SimpleStringProperty("");
    private final StringProperty mfaDevice = new SimpleStringProperty("");
    private final StringProperty caBundle = new SimpleStringProperty("");
    private OneTimeCode code;
    private boolean codeMalformed;

    /**
     * Fills in the values of the last connection. The user types only the secrets and the names that belong to them.
     */
    void propose(LastConnection before) {
        target.set(before.target());
        before.baseUrl().ifPresent(address -> baseUrl.set(address.toString()));
        before.caBundle().ifPresent(caBundle::set);
        before.awsProfile().ifPresent(chosen -> {
            awsWay.set(AwsWay.PROFILE);
            profile.set(chosen);
        });
    }

    /**
     * @param secret the present text of the secret field
     */
    Filled fill(String secret) {
        return switch (target.get()) {
            case PRACTICE -> new Filled(Optional.of(new ConnectionRequest.Practice()), Map.of());
            case ENVIRONMENT -> new Filled(Optional.of(new ConnectionRequest.FromEnvironment()), Map.of());
            case REAL -> real(secret);
        };
    }

    private Filled real(String secret) {
        var problems = new LinkedHashMap<Field, String>();
        var url = url(baseUrl.get().strip());
        if (url.isEmpty()) {
            problems.put(
                    Field.BASE_URL, withoutUser() ? "settings.problem.baseUrl.password" : "settings.problem.baseUrl");
        }
        if (atlasWay.get() != AtlasWay.ENVIRONMENT) {
            if (name.get().isBlank()) {
                problems.put(
                        Field.NAME, "settings.problem.name." + atlasWay.get().name());
            }
            if (secret.isBlank()) {
                problems.put(
                        Field.SECRET,
                        "settings.problem.secret." + atlasWay.get().name());
            }
        }
        if (awsWay.get() == AwsWay.PROFILE
                && (profile.get() == null || profile.get().isBlank())) {
            problems.put(Field.PROFILE, "settings.problem.profile");
        }
        if (awsWay.get() == AwsWay.PROFILE && !mfaDevice.get().isEmpty() && (codeMalformed || code == null)) {
            problems.put(Field.MFA_CODE, "settings.problem.mfaCode");
        }
        var bundle = bundle();
        if (bundle.isEmpty() && !caBundle.get().isBlank()) {
            problems.put(Field.CA_BUNDLE, "settings.problem.caBundle");
        }
        if (!problems.isEmpty()) {
            return new Filled(Optional.empty(), problems);
        }
        return new Filled(
                Optional.of(new ConnectionRequest.Real(url.orElseThrow(), atlas(secret), aws(), bundle)), Map.of());
    }

    private Optional<Path> bundle() {
        try {
            return caBundle.get().isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(caBundle.get().strip()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Stores the typed MFA code. The same digits again mean the same code, which yields its session only once. */
    public void code(String typed) {
        codeMalformed = !typed.isBlank() && !typed.strip().matches("\\d{6}");
        if (typed.isBlank() || codeMalformed) {
            code = null;
        } else if (code == null || !code.is(typed)) {
            code = OneTimeCode.of(typed);
        }
    }

    /** The MFA device of the selected profile; empty if it needs none. */
    public StringProperty mfaDeviceProperty() {
        return mfaDevice;
    }

    private ConnectionRequest.Atlas atlas(String secret) {
        return switch (atlasWay.get()) {
            case API_KEY -> new ConnectionRequest.Atlas.ApiKey(name.get().strip(), Secret.of(secret.strip()));
            case SERVICE_ACCOUNT ->
                new ConnectionRequest.Atlas.ServiceAccount(name.get().strip(), Secret.of(secret.strip()));
            case ENVIRONMENT -> new ConnectionRequest.Atlas.FromEnvironment();
        };
    }

    private ConnectionRequest.Aws aws() {
        return switch (awsWay.get()) {
            case DEFAULT -> new ConnectionRequest.Aws.DefaultChain();
            case PROFILE -> new ConnectionRequest.Aws.Profile(profile.get().strip(), Optional.ofNullable(code));
            case NONE -> new ConnectionRequest.Aws.None();
        };
    }

    /**
     * Removes a user name and password from the address, where they would stay visible. Returns whether there were any.
     */
    private boolean withoutUser() {
        var typed = baseUrl.get();
        baseUrl.set(typed.replaceFirst("^\\s*([A-Za-z][A-Za-z0-9+.-]*://).*@", "$1"));
        return !typed.equals(baseUrl.get());
    }

    /** Accepts https for any host, and http only for this computer, because credentials must not travel unencrypted. */
    private static Optional<URI> url(String text) {
        try {
            var uri = new URI(text);
            boolean here = uri.getHost() != null
                    && (uri.getHost().equals("localhost")
                            || uri.getHost().equals("127.0.0.1")
                            || uri.getHost().equals("[::1]"));
            boolean fits = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && ("https".equals(uri.getScheme()) || here && "http".equals(uri.getScheme()));
            return fits ? Optional.of(uri) : Optional.empty();
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }

    public ObjectProperty<Target> targetProperty() {
        return target;
    }

    public StringProperty baseUrlProperty() {
        return baseUrl;
    }

    public ObjectProperty<AtlasWay> atlasWayProperty() {
        return atlasWay;
    }

    /** Public key or client id. */
    public StringProperty nameProperty() {
        return name;
    }

    public ObjectProperty<AwsWay> awsWayProperty() {
        return awsWay;
    }

    public StringProperty profileProperty() {
        return profile;
    }

    /** Path of a PEM file with further certificate authorities; may be empty. */
    public StringProperty caBundleProperty() {
        return caBundle;
    }
}
