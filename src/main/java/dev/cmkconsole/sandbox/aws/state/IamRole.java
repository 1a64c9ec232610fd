package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.Optional;

/** An IAM role. */
public final class IamRole extends Principal {

    public String description = "";
    public int maxSessionSeconds = 3600;
    public Optional<LastUse> lastUse = Optional.empty();

    public IamRole(Account account, String name, String path, String id, Instant created, Facts facts) {
        super(account, name, path, id, created, facts);
    }

    @Override
    public String arn() {
        return account.iamArn("role" + path + name);
    }

    public String sessionArn(String sessionName) {
        return "arn:" + account.partition + ":sts::" + account.id + ":assumed-role/" + name + "/" + sessionName;
    }
}
