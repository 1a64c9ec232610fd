package dev.cmkconsole.service.check;

import dev.cmkconsole.model.outcome.CheckId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The table of situations: the state of AWS, the checks that must fail or stay unknown, and whether Atlas can use the
 * key.
 */
final class Situations {
    static final List<Situation> ALL = all();

    static final String THREE = "'kms:DescribeKey','kms:Encrypt','kms:Decrypt'";
    static final String ANY_THREE = "[" + THREE + "]";

    private Situations() {}

    /**
     * @param hidden whether only an unreadable policy blocks access
     * @param works whether Atlas can use the key
     */
    record Situation(
            String name,
            Consumer<Scene> arrange,
            Set<CheckId> fails,
            Set<CheckId> open,
            boolean works,
            boolean hidden) {}

    static final class Table {
        private final List<Situation> rows = new ArrayList<>();

        void fine(String name, Consumer<Scene> arrange) {
            rows.add(new Situation(name, arrange, Set.of(), Set.of(), true, false));
        }

        /** Atlas is refused, and these checks say why. */
        void fails(String name, Consumer<Scene> arrange, CheckId... checks) {
            rows.add(new Situation(name, arrange, set(checks), Set.of(), false, false));
        }

        /** Atlas accepts it although it is wrong. */
        void stricter(String name, Consumer<Scene> arrange, CheckId... checks) {
            rows.add(new Situation(name, arrange, set(checks), Set.of(), true, false));
        }

        void open(String name, Consumer<Scene> arrange, boolean works, CheckId... checks) {
            rows.add(new Situation(name, arrange, Set.of(), set(checks), works, false));
        }

        void both(String name, Consumer<Scene> arrange, boolean works, Set<CheckId> fails, Set<CheckId> open) {
            rows.add(new Situation(name, arrange, new TreeSet<>(fails), new TreeSet<>(open), works, false));
        }

        void hidden(String name, Consumer<Scene> arrange) {
            rows.add(new Situation(name, arrange, Set.of(), Set.of(), false, true));
        }

        private static Set<CheckId> set(CheckId... checks) {
            return new TreeSet<>(Arrays.asList(checks));
        }
    }

    private static List<Situation> all() {
        var t = new Table();
        RoleSituations.add(t);
        KeyPolicySituations.add(t);
        KeySituations.add(t);
        return List.copyOf(t.rows);
    }
}
