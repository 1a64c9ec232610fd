package dev.cmkconsole.sandbox.aws.wire;

import java.util.Optional;

/** The three parts of an {@code Authorization} header of Signature Version 4, read from its beginning to its end. */
record SigV4Authorization(String credential, String signedHeaders, String signature) {
    private static final int SIGNATURE_LENGTH = 64;

    /** Empty for a header of another form. */
    static Optional<SigV4Authorization> parse(String header) {
        var rest = new Rest(header);
        if (!rest.takes("AWS4-HMAC-SHA256") || !rest.takesSpace() || !rest.takes("Credential=")) {
            return Optional.empty();
        }
        var credential = rest.word();
        if (credential.isEmpty() || !rest.takes(",") || !rest.takesName("SignedHeaders=")) {
            return Optional.empty();
        }
        var signedHeaders = rest.word();
        if (signedHeaders.isEmpty() || !rest.takes(",") || !rest.takesName("Signature=")) {
            return Optional.empty();
        }
        var signature = rest.word();
        rest.takesSpace();
        return rest.isEmpty() && isSignature(signature)
                ? Optional.of(new SigV4Authorization(credential, signedHeaders, signature))
                : Optional.empty();
    }

    private static boolean isSignature(String text) {
        return text.length() == SIGNATURE_LENGTH
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** What is left of a header to read. */
    private static final class Rest {
        private final String header;
        private int at;

        Rest(String header) {
            this.header = header;
        }

        boolean isEmpty() {
            return at == header.length();
        }

        boolean takes(String literal) {
            boolean found = header.startsWith(literal, at);
            at += found ? literal.length() : 0;
            return found;
        }

        boolean takesName(String name) {
            takesSpace();
            return takes(name);
        }

        boolean takesSpace() {
            int from = at;
            while (!isEmpty() && isSpace(header.charAt(at))) {
                at++;
            }
            return at > from;
        }

        /** Everything before the next comma or space. */
        String word() {
            int from = at;
            while (!isEmpty() && header.charAt(at) != ',' && !isSpace(header.charAt(at))) {
                at++;
            }
            return header.substring(from, at);
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c >= '\t' && c <= '\r';
        }
    }
}
