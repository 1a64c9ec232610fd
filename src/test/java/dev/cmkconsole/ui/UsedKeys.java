package dev.cmkconsole.ui;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which message keys the sources use. A key is used if it is a literal, or if a literal begins it and every part after
 * that is a literal or an enum constant. Keys under {@code problem.} end in a code that a service may send, so their
 * prefix is enough.
 */
final class UsedKeys {
    private static final Pattern COMMENT = Pattern.compile("(?m)/\\*[\\s\\S]*?\\*/|^\\s*//.*$");
    private static final Pattern LITERAL = Pattern.compile("\"%?((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z_0-9]+\\b");
    private static final String CODES_OF_SERVICES = "problem.";

    private final Set<String> literals;
    private final Set<String> parts = new HashSet<>();

    private UsedKeys(Set<String> literals, Set<String> constants) {
        this.literals = literals;
        literals.forEach(literal -> parts.addAll(Arrays.asList(literal.split("\\."))));
        constants.forEach(constant -> parts.addAll(List.of(constant, constant.toLowerCase(Locale.ROOT))));
    }

    static UsedKeys in(List<String> code, List<String> fxml) {
        var literals = new HashSet<String>();
        var constants = new HashSet<String>();
        for (var source : code) {
            var statements = COMMENT.matcher(source).replaceAll("");
            LITERAL.matcher(statements).results().forEach(m -> literals.add(m.group(1)));
            CONSTANT.matcher(LITERAL.matcher(statements).replaceAll("\"\""))
                    .results()
                    .forEach(m -> constants.add(m.group()));
        }
        fxml.forEach(source -> LITERAL.matcher(source).results().forEach(m -> literals.add(m.group(1))));
        return new UsedKeys(literals, constants);
    }

    Set<String> unusedOf(Collection<String> keys) {
        return keys.stream().filter(key -> !used(key)).collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean used(String key) {
        if (literals.contains(key) || key.startsWith(CODES_OF_SERVICES)) {
            return true;
        }
        for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
            var beginning = key.substring(0, dot);
            var rest = key.substring(dot + 1);
            if ((literals.contains(beginning) || literals.contains(beginning + '.'))
                    && (literals.contains(rest) || parts.containsAll(List.of(rest.split("\\."))))) {
                return true;
            }
        }
        return false;
    }
}
