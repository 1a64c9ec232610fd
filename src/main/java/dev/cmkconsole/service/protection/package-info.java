/** Reads what protects a key: who may end it, and the rules of the organization that require it. */
@NullMarked
package dev.cmkconsole.service.protection;

import org.jspecify.annotations.NullMarked;
