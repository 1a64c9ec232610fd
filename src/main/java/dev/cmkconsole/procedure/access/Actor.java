package dev.cmkconsole.procedure.access;

/** Who makes a change in AWS. */
public enum Actor {
    /** The program, with its AWS credentials. */
    CONSOLE,
    /** A person, outside the program. */
    USER
}
