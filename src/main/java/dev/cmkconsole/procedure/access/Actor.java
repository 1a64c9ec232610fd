package dev.cmkconsole.procedure.access;

/** Who makes a change in AWS. CONSOLE: this program, with the AWS credentials at hand. USER: a person, by copy and paste. */
public enum Actor {
    CONSOLE,
    USER
}
