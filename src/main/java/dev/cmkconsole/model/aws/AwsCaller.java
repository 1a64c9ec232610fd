package dev.cmkconsole.model.aws;
/** Who AWS says we are (sts:GetCallerIdentity). */
public record AwsCaller(String account, String arn, String userId) {

    /** The account's root user: more rights than anybody should use here. */
    public boolean root() {
        return arn.endsWith(":root");
    }

    public String partition() {
        return arn.split(":", 3)[1];
    }
}
