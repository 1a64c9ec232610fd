package dev.cmkconsole.model.outcome;

import java.util.Optional;

/**
 * A service's answer to a changing request.
 *
 * @param status HTTP status
 * @param summary the answer's body for the record, without secrets and at most a few kilobytes; may be empty
 * @param requestId AWS request id; Atlas returns none
 */
public record Answer(int status, String summary, Optional<String> requestId) {}
