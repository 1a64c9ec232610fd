package dev.cmkconsole.sandbox.atlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An error answer of the Atlas API ({@code ApiError}). Resources throw it, and one place turns it into a reply. */
public final class AtlasError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public final int status;
    public final String code;
    final String detail;
    public final transient List<JsonNode> parameters;

    private AtlasError(int status, String code, String detail, List<JsonNode> parameters) {
        super(code + ": " + detail, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.parameters = parameters;
    }

    public static AtlasError of(int status, String code, String detail, Object... parameters) {
        var nodes = new ArrayList<JsonNode>();
        for (var one : parameters) {
            nodes.add(Json.MAPPER.valueToTree(one));
        }
        return new AtlasError(status, code, detail, nodes);
    }

    public static AtlasError groupNotFound(String id) {
        return of(404, "GROUP_NOT_FOUND", "No group with ID " + id + " exists.", id);
    }

    public static AtlasError resourceNotFound(String what) {
        return of(404, "RESOURCE_NOT_FOUND", "Cannot find resource " + what + ".", what);
    }

    /**
     * An operation that Atlas has and the sandbox does not simulate.
     *
     * @param operation its name in the API's contract
     */
    public static AtlasError notSimulated(String operation, String path) {
        return of(
                404,
                "RESOURCE_NOT_FOUND",
                "The sandbox does not simulate the operation " + operation + " of Atlas, so it cannot find resource "
                        + path + ".",
                path);
    }

    public static AtlasError terminationProtected() {
        var why = "Cannot terminate a cluster when termination protection is enabled. Disable termination protection"
                + " and try again.";
        return of(400, "CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED", why, why);
    }

    public static AtlasError missing(String attribute) {
        return of(400, "MISSING_ATTRIBUTE", "The required attribute " + attribute + " was not specified.", attribute);
    }

    public static AtlasError invalid(String attribute) {
        return of(400, "INVALID_ATTRIBUTE", "Invalid attribute " + attribute + " specified.", attribute);
    }

    public static AtlasError invalidEnum(String attribute, String value) {
        return of(
                400,
                "INVALID_ENUM_VALUE",
                "An invalid enumeration value " + value + " was specified.",
                value,
                attribute);
    }

    public static AtlasError validation(String detail) {
        return of(400, "VALIDATION_ERROR", detail);
    }

    public JsonNode body() {
        var body = Json.object();
        body.put("detail", detail).put("error", status).put("errorCode", code).put("reason", Reasons.of(status));
        body.set("parameters", Json.array(parameters));
        return body;
    }
}
