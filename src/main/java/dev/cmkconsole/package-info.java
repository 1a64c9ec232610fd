/** The program's entry point and nothing else. It hands the arguments to {@code app}; the Java launcher calls it. */
package dev.cmkconsole;
