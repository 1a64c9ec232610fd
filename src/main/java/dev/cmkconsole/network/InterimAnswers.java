package dev.cmkconsole.network;

import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;

/**
 * Counts the interim answers (1xx) to one request. The library skips them without a limit, and reports {@code 100
 * Continue} to nobody but such a listener.
 */
final class InterimAnswers implements Http1StreamListener {
    /** A service sends one or two. */
    private static final int MOST = 20;

    /** Unchecked, because a listener cannot throw anything else; it closes the connection. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooMany() {
            super("more than " + MOST + " interim answers (1xx) came and no answer");
        }
    }

    private int seen;

    private InterimAnswers() {}

    /** For one exchange. */
    static HttpRequestExecutor counting() {
        return new HttpRequestExecutor(
                Http1Config.DEFAULT, DefaultConnectionReuseStrategy.INSTANCE, new InterimAnswers());
    }

    @Override
    public void onResponseHead(HttpConnection connection, HttpResponse response) {
        if (response.getCode() < HttpStatus.SC_SUCCESS && ++seen > MOST) {
            throw new TooMany();
        }
    }

    @Override
    public void onRequestHead(HttpConnection connection, HttpRequest request) {
        // Only answers count.
    }

    @Override
    public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
        // Only answers count.
    }
}
