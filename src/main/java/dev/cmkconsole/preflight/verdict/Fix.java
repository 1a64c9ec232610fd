package dev.cmkconsole.preflight.verdict;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Text;
import java.util.Optional;

/** One way to put a finding right. */
public sealed interface Fix {

    /** What to do, in one sentence. */
    Text advice();

    /**
     * A policy to be written, or a role to be made.
     *
     * @param request the exact change; its operation and target say what is written where, and it stops when the
     *     document is no longer {@code before}
     * @param before the document as it is, verbatim; empty where there is none yet
     * @param after the document as it would be
     */
    record PolicyChange(Text advice, AwsRequest request, String before, String after) implements Fix {
        /** The same change for the AWS CLI. */
        public String command() {
            return AwsCommand.of(request);
        }
    }

    /**
     * A command for the AWS CLI, to be run as it stands.
     *
     * @param request the same as far as this program can send it: the first of several, where the rest is
     *     proposed once it is done
     */
    record Command(Text advice, String command, Optional<AwsRequest> request) implements Fix {
        public Command(Text advice, String command) {
            this(advice, command, Optional.empty());
        }
    }

    /** Something this program does. */
    record Button(Text advice, Action action) implements Fix {}

    /** Something only a person can do or decide. */
    record Advice(Text advice) implements Fix {}

    /** What a button starts. */
    enum Action {
        CREATE_ACCESS_ROLE("create-access-role"),
        AUTHORIZE_ROLE("authorize-role"),
        ENABLE("enable"),
        CONNECT_AWS("connect-aws"),
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
