package dev.cmkconsole.aws;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Policy documents as AWS returns them. */
final class PolicyTexts {
    private PolicyTexts() {}

    /** IAM percent-encodes documents (RFC 3986), and the SDK does not decode them. */
    static String decoded(String document) {
        return document == null ? "" : URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    /**
     * Whether nobody changed a document; AWS itself rewrites some forms of a principal. A text that is no policy
     * equals only itself.
     */
    static boolean same(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return PolicyDocument.parse(one).sameStatementsAs(PolicyDocument.parse(other));
        } catch (PolicySyntaxException e) {
            return false;
        }
    }
}
