package dev.cmkconsole.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of the program, and the program with its tests. To read them takes seconds, so it is done once. */
public final class Imported {
    private static final String ROOT = "dev.cmkconsole";

    private Imported() {}

    private static final class Program {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    private static final class Everything {
        static final JavaClasses CLASSES = new ClassFileImporter().importPackages(ROOT);
    }

    /** Without tests. */
    public static JavaClasses program() {
        return Program.CLASSES;
    }

    /** With tests. */
    static JavaClasses everything() {
        return Everything.CLASSES;
    }
}
