package dev.cmkconsole.model.atlas;

import java.util.Optional;

/**
 * One changing request to the Atlas Admin API, exactly as it is sent and as it is shown. Carries no secret.
 *
 * @param operation the API's operation id, such as {@code authorizeProviderAccessRole}
 * @param method POST, PATCH or DELETE
 * @param path from {@code /api/atlas/v2} on
 * @param version media type date, such as {@code 2023-01-01}
 * @param body JSON text
 */
public record AtlasRequest(String operation, String method, String path, String version, Optional<String> body) {}
