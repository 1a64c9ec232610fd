package dev.cmkconsole.policy.document;
/** Where a policy is attached. The kind decides which elements its statements need and what people call it. */
public enum PolicyKind {
    IDENTITY("identity-based", false, true),
    BOUNDARY("permissions boundary", false, true),
    SESSION("session", false, true),
    SERVICE_CONTROL("service control", false, true),
    RESOURCE_CONTROL("resource control", true, true),
    KEY("resource-based", true, true),
    TRUST("role trust", true, false);

    private final String words;
    private final boolean namesPrincipals;
    private final boolean namesResources;

    PolicyKind(String words, boolean namesPrincipals, boolean namesResources) {
        this.words = words;
        this.namesPrincipals = namesPrincipals;
        this.namesResources = namesResources;
    }

    /** The kind as AWS names it in its access denied messages, without "policy". */
    public String words() {
        return words;
    }

    public boolean namesPrincipals() {
        return namesPrincipals;
    }

    public boolean namesResources() {
        return namesResources;
    }
}
