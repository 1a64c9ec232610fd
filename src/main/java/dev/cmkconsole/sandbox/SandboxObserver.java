package dev.cmkconsole.sandbox;

import dev.cmkconsole.sandbox.http.SimulatedService;

/**
 * Stands around the Atlas side of every sandbox of a process, found by {@link java.util.ServiceLoader}; the program
 * itself brings none.
 */
public interface SandboxObserver {
    SimulatedService around(SimulatedService atlas);
}
