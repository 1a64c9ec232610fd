package dev.cmkconsole.atlas;
/** Signs requests. Safe for several threads: the first one fetches what signing needs while the others wait. */
interface Authorization extends AutoCloseable {

    /** @param basis the nonce or token that it was made from, which distinguishes an old refusal from a new one */
    record Signature(String header, String basis) {
        @Override
        public String toString() {
            return "[signature]";
        }
    }

    /**
     * The value of the Authorization header for one request.
     *
     * @param target path and query as sent
     * @throws dev.cmkconsole.model.outcome.ServiceException when signing in failed; the request itself was not sent
     */
    Signature sign(String operation, String method, String target);

    /** Handles a 401. Returns whether to send the request, which had no effect, again with a new signature. */
    boolean renew(Signature refused, Reply refusal);

    @Override
    void close();
}
