package dev.cmkconsole.model.aws;
/** The caller as AWS identifies it (sts:GetCallerIdentity). */
public record AwsCaller(String account, String arn, String userId) {

    /** Whether the caller is the account's root user, who has more rights than anybody should use here. */
    public boolean root() {
        return arn.endsWith(":root");
    }

    public String partition() {
        return arn.split(":", 3)[1];
    }
}
