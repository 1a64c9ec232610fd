package dev.cmkconsole.sandbox.aws;

import java.time.Instant;
import java.util.Optional;

/** An IAM role. */
final class IamRole extends Principal {

    String description = "";
    int maxSessionSeconds = 3600;
    Optional<LastUse> lastUse = Optional.empty();

    IamRole(Account account, String name, String path, String id, Instant created, Facts facts) {
        super(account, name, path, id, created, facts);
    }

    @Override
    String arn() {
        return account.iamArn("role" + path + name);
    }

    String sessionArn(String sessionName) {
        return "arn:" + account.partition + ":sts::" + account.id + ":assumed-role/" + name + "/" + sessionName;
    }
}
