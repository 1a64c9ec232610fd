package dev.cmkconsole.atlas;

import dev.cmkconsole.secret.Secret;

/** Signs with a token that somebody else owns. */
record FixedToken(Secret token) implements Authorization {

    @Override
    public Signature sign(String operation, String method, String target) {
        return token.use(text -> new Signature("Bearer " + text, text));
    }

    @Override
    public boolean renew(Signature refused, Reply refusal) {
        return false;
    }

    @Override
    public void close() {
        // Not ours to give back.
    }
}
