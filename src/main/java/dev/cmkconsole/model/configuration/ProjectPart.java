package dev.cmkconsole.model.configuration;

/**
 * A part of a project in Atlas whose documents are read verbatim. ENCRYPTION is one document. KEY_ALERTS are the alert
 * configurations about encryption keys. KMS_ENDPOINTS are the private endpoints between Atlas and AWS KMS.
 */
public enum ProjectPart {
    ENCRYPTION,
    ACCESS_ROLES,
    CLUSTERS,
    FLEX_CLUSTERS,
    KEY_ALERTS,
    KMS_ENDPOINTS
}
