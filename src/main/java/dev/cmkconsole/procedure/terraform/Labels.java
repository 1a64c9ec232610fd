package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.atlas.Project;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names of resources within a configuration. Each begins with the project's name and id, so that many projects fit
 * in one folder, and each comes from what stays the same, so that the next export has the same names.
 */
final class Labels {
    private static final int LONGEST = 40;

    private final String project;
    private final Map<String, String> given = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Labels(Project project) {
        this.project = slug(project.name()) + "_" + project.id();
    }

    String project() {
        return project;
    }

    /** The label of one of several resources of a type; the same one whenever it is asked for. */
    String of(String type, String detail) {
        return given.computeIfAbsent(type + " " + detail, _ -> free(type, project + "_" + slug(detail)));
    }

    private String free(String type, String wanted) {
        var label = wanted;
        for (int n = 2; !taken.add(type + " " + label); n++) {
            label = wanted + "_" + n;
        }
        return label;
    }

    /** A Terraform name, which begins with a letter or an underscore. */
    static String slug(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        var begun = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "x" + plain : plain;
        return begun.length() > LONGEST ? begun.substring(0, LONGEST).replaceAll("_+$", "") : begun;
    }
}
