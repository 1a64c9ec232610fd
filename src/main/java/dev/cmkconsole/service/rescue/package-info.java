/** The reading that the rescue of a project begins with. The screens and the command line call it. */
@NullMarked
package dev.cmkconsole.service.rescue;

import org.jspecify.annotations.NullMarked;
