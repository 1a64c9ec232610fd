package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import java.util.Optional;
import java.util.Set;

/** Why AWS accepts no request with the present credentials. None of these is a missing permission. */
public enum SignInCause {
    /** The session token ran out. */
    ENDED,
    /** The same, for a profile that a command signs in again; the problem's detail is that command. */
    SSO_ENDED,
    MFA_CODE,
    /** The secret does not fit, or this computer's clock differs from AWS' clock. */
    SIGNATURE,
    /** The access key is deleted, inactive or of another partition, or the region is not enabled for the account. */
    NOT_RECOGNIZED;

    private static final Set<String> ENDED_CODES = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
    private static final Set<String> SIGNATURE_CODES = Set.of(
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "RequestTimeTooSkewed");
    private static final Set<String> NOT_RECOGNIZED_CODES = Set.of(
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "InvalidToken",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "AuthFailure",
            "OptInRequired");

    public static Optional<SignInCause> ofCode(String code) {
        if (code.equals(AwsErrorCode.SSO_SIGN_IN_NEEDED)) {
            return Optional.of(SSO_ENDED);
        }
        if (code.equals(AwsErrorCode.MFA_CODE_NEEDED)) {
            return Optional.of(MFA_CODE);
        }
        if (ENDED_CODES.contains(code)) {
            return Optional.of(ENDED);
        }
        if (SIGNATURE_CODES.contains(code)) {
            return Optional.of(SIGNATURE);
        }
        return NOT_RECOGNIZED_CODES.contains(code) ? Optional.of(NOT_RECOGNIZED) : Optional.empty();
    }

    /** Atlas uses no such code. */
    public static Optional<SignInCause> of(Problem problem) {
        return problem.origin() == Problem.Origin.ATLAS ? Optional.empty() : ofCode(problem.code());
    }

    /** What it means for everything that AWS was asked. */
    public Text reason(Problem problem) {
        return Text.of("check.who-am-i.signIn." + this, problem.code());
    }

    public Text advice(Problem problem) {
        String key = "check.who-am-i.signIn." + this + ".fix";
        return this == SSO_ENDED ? Text.of(key, problem.detail()) : Text.of(key);
    }

    /** Whether signing in again, and nothing else, helps: the credentials were good before. */
    public boolean sessionOver() {
        return this == ENDED || this == SSO_ENDED || this == MFA_CODE;
    }
}
