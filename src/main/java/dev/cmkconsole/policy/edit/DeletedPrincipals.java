package dev.cmkconsole.policy.edit;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.document.PolicyStatement.Principals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The users and roles in a key or trust policy that no longer exist. AWS shows their unique id in place of the ARN, and
 * refuses every document that still has one. A role made anew under the same name has another id.
 */
public final class DeletedPrincipals {
    /** IAM's unique ids of roles, users, policies, groups and instance profiles. */
    private static final Pattern UNIQUE_ID = Pattern.compile("A(RO|ID|NP|GP|IP)A[A-Z0-9]{8,124}");

    private DeletedPrincipals() {}

    /** @param id the unique id, which is all that AWS still shows */
    public record DeletedPrincipal(String id, PolicyStatement statement) {}

    /**
     * A document without deleted principals.
     *
     * @param document may have no statement left; add one before you write it
     * @param leftOut the entries that {@code document} no longer has, in the order of the original
     * @param undecided entries that stay, because they are the only exemption of a NotPrincipal. Without them the
     *     statement would be invalid, and without the statement more would be allowed: a person must decide. While
     *     there are any, AWS refuses the document.
     */
    public record Cleaned(PolicyDocument document, List<DeletedPrincipal> leftOut, List<DeletedPrincipal> undecided) {

        public Cleaned {
            leftOut = List.copyOf(leftOut);
            undecided = List.copyOf(undecided);
        }

        /** The labels of the statements that lost their only principals, and are therefore gone. */
        public List<String> droppedStatements() {
            return leftOut.stream()
                    .map(DeletedPrincipal::statement)
                    .filter(DeletedPrincipals::namesOnlyDeleted)
                    .map(PolicyStatement::label)
                    .distinct()
                    .toList();
        }
    }

    public static boolean isDeleted(Principal principal) {
        return principal.type().equals("AWS")
                && UNIQUE_ID.matcher(principal.value()).matches();
    }

    /** Every deleted principal, in document order. */
    public static List<DeletedPrincipal> in(PolicyDocument document) {
        return document.statements().stream().flatMap(s -> of(s).stream()).toList();
    }

    private static List<DeletedPrincipal> of(PolicyStatement statement) {
        return statement.principals().stream()
                .flatMap(p -> p.entries().stream())
                .filter(DeletedPrincipals::isDeleted)
                .map(p -> new DeletedPrincipal(p.value(), statement))
                .toList();
    }

    /**
     * Leaves out every deleted principal, and every statement that names nobody else. Such an entry has no effect, so
     * nobody gains or loses access. The rest of the text stays as it is.
     */
    public static Cleaned leaveOut(PolicyDocument document) {
        var leftOut = new ArrayList<DeletedPrincipal>();
        var undecided = new ArrayList<DeletedPrincipal>();
        var now = document;
        for (var statement : document.statements().reversed()) {
            var deleted = of(statement);
            if (namesOnlyDeleted(statement)
                    && statement.principals().orElseThrow().negated()) {
                undecided.addAll(0, deleted);
            } else if (!deleted.isEmpty()) {
                leftOut.addAll(0, deleted);
                now = namesOnlyDeleted(statement)
                        ? PolicyCut.statement(now, statement)
                        : withoutDeleted(now, statement);
            }
        }
        return new Cleaned(now, leftOut, undecided);
    }

    private static boolean namesOnlyDeleted(PolicyStatement statement) {
        return entries(statement)
                .filter(all -> !all.isEmpty() && all.stream().allMatch(DeletedPrincipals::isDeleted))
                .isPresent();
    }

    private static Optional<List<Principal>> entries(PolicyStatement statement) {
        return statement.principals().map(Principals::entries);
    }

    private static PolicyDocument withoutDeleted(PolicyDocument document, PolicyStatement statement) {
        var element = statement.principals().orElseThrow().negated() ? "NotPrincipal" : "Principal";
        var named = entries(statement).orElseThrow().stream()
                .filter(p -> p.type().equals("AWS"))
                .toList();
        if (named.stream().allMatch(DeletedPrincipals::isDeleted)) {
            return PolicyCut.member(document, document.pointer(statement, element), "AWS");
        }
        var now = document;
        for (int i = named.size() - 1; i >= 0; i--) {
            if (isDeleted(named.get(i))) {
                now = PolicyCut.element(now, now.pointer(statement, element, "AWS"), i);
            }
        }
        return now;
    }
}
