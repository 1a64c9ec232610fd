package dev.cmkconsole.model.outcome;

import java.util.Optional;

/**
 * What a service answered to a changing request.
 *
 * @param status HTTP status
 * @param summary answer body for the record, without secrets, at most a few kilobytes; may be empty
 * @param requestId AWS request id; Atlas gives none
 */
public record Answer(int status, String summary, Optional<String> requestId) {}
