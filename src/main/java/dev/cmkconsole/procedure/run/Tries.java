package dev.cmkconsole.procedure.run;
/** How often one step was sent in a run, and answered in each of the ways that are worth another try. */
final class Tries {
    int sent;
    int settling;
    int limited;
    int faulty;
}
