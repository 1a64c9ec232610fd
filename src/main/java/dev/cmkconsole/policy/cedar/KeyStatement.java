package dev.cmkconsole.policy.cedar;

import dev.cmkconsole.policy.cedar.CedarTokens.NotUnderstood;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** MongoDB's documented statements that require customer keys, for a whole organization or for one of its projects. */
public enum KeyStatement {
    CLUSTERS("cluster.modify", "cluster"),
    SEARCH_NODES("search.deployment.modify", "search");

    private final String action;
    private final String subject;

    KeyStatement(String action, String subject) {
        this.action = action;
        this.subject = subject;
    }

    /** The statement for all projects. */
    public String everywhere() {
        return body("");
    }

    /** The statement for one project. */
    public String in(String projectId) {
        return body("resource in ResourcePolicy::Project::\"" + projectId + "\" && ");
    }

    private String body(String scope) {
        return "forbid (\n  principal,\n  action == ResourcePolicy::Action::\"" + action + "\",\n  resource\n)\nwhen { "
                + scope + "!" + flag() + " };";
    }

    /** Whether the text is this statement for all projects, in one of its usual forms. */
    public boolean isEverywhere(String text) {
        return forms("", "").anyMatch(form -> same(text, form));
    }

    /** Whether the text is this statement for one project, in one of its usual forms. */
    public boolean isIn(String projectId, String text) {
        var project = "ResourcePolicy::Project::\"" + projectId + "\"";
        return Stream.of("==", "in")
                .flatMap(is -> Stream.concat(
                        forms(" " + is + " " + project, ""), forms("", "resource " + is + " " + project + " && ")))
                .anyMatch(form -> same(text, form));
    }

    private Stream<String> forms(String head, String scope) {
        var start = "forbid (principal, action == ResourcePolicy::Action::\"" + action + "\", resource" + head + ") ";
        var without = Stream.of("!" + flag(), flag() + " == false", flag() + " != true")
                .map(condition -> start + "when { " + scope + condition + " };");
        return scope.isEmpty() ? Stream.concat(without, Stream.of(start + "unless { " + flag() + " };")) : without;
    }

    private String flag() {
        return "context." + subject + ".encryptionAtRest.customerManagedKey.enabled";
    }

    /** What the statement forbids in this project. */
    public CedarQuestion forbidden(String projectId) {
        return this == CLUSTERS ? CedarQuestion.cluster(projectId, false) : CedarQuestion.searchNodes(projectId, false);
    }

    /** Whether two texts say the same, whatever their blanks and comments. */
    private static boolean same(String one, String other) {
        return words(one)
                .filter(words -> words(other).equals(Optional.of(words)))
                .isPresent();
    }

    private static Optional<List<String>> words(String text) {
        try {
            return Optional.of(new CedarTokens(text).words());
        } catch (NotUnderstood e) {
            return Optional.empty();
        }
    }
}
