package dev.cmkconsole.sandbox;

import dev.cmkconsole.sandbox.http.SimulatedService;

/**
 * Wraps the Atlas side of every sandbox in a process. {@link java.util.ServiceLoader} finds implementations; the
 * program contains none.
 */
public interface SandboxObserver {
    SimulatedService around(SimulatedService atlas);
}
