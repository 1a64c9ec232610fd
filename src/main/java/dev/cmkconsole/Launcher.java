package dev.cmkconsole;

/** Entry point outside the JavaFX application class, so that the program also starts from a plain class path. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) throws Exception {
        System.out.println(java.util.Arrays.asList(args) + " " + Class.forName("javafx.application.Application").getModule());
    }
}
