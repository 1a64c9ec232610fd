package dev.cmkconsole.preflight.verdict;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Text;
import java.util.List;
import java.util.Optional;

/** One way to correct a finding. */
public sealed interface Fix {

    /** What to do, in one sentence. */
    Text advice();

    /**
     * A policy to write, or a role to create.
     *
     * @param request the exact change; the write stops when the document is no longer {@code before}
     * @param before the present document, verbatim; empty if none exists
     * @param after the document after the change
     */
    record PolicyChange(Text advice, AwsRequest request, String before, String after) implements Fix {
        /** The same change for the AWS CLI. */
        public String command() {
            return AwsCommand.of(request);
        }
    }

    /**
     * A command for the AWS CLI that runs as it stands.
     *
     * @param request the same change, if this program can send it; of several changes the first, because the rest is
     *     proposed after it
     */
    record Command(Text advice, String command, Optional<AwsRequest> request) implements Fix {
        public Command(Text advice, String command) {
            this(advice, command, Optional.empty());
        }
    }

    /** An action of this program. */
    record Button(Text advice, Action action) implements Fix {}

    /**
     * What only a person can do or decide.
     *
     * @param keys the keys that the role's own policy would have to allow, where that is all; a plan that writes this
     *     policy allows them too
     */
    record Advice(Text advice, List<KeyArn> keys) implements Fix {
        public Advice {
            keys = List.copyOf(keys);
        }

        public Advice(Text advice) {
            this(advice, List.of());
        }
    }

    /** What a button starts. */
    enum Action {
        CREATE_ACCESS_ROLE("create-access-role"),
        AUTHORIZE_ROLE("authorize-role"),
        ENABLE("enable"),
        CONNECT_AWS("connect-aws"),
        SIGN_IN("sign-in"),
        /** The role that a document is to name does not exist yet, and AWS refuses such a document. */
        ROLE_FIRST("role-first"),
        ALERTS("alerts"),
        PRIVATE_NETWORK("private-network"),
        CHECK_AGAIN("check-again");

        private final String id;

        Action(String id) {
            this.id = id;
        }

        /** The name that reports use. */
        public String id() {
            return id;
        }
    }
}
