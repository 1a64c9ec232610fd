package dev.cmkconsole.atlas;
/** Signs requests. Safe for many threads; the first of them fetches what is needed while the others wait for it. */
interface Authorization extends AutoCloseable {

    /**
     * @param basis nonce or token it was made from, to tell an old refusal from a new one
     */
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
     * @throws dev.cmkconsole.model.outcome.ServiceException when signing in failed; the request itself was not sent then
     */
    Signature sign(String operation, String method, String target);

    /**
     * Takes note of a 401. Answers whether the request, which had no effect, is worth sending again with a new
     * signature.
     */
    boolean renew(Signature refused, Reply refusal);

    @Override
    void close();
}
