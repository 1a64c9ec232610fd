/** What decides how long a project's backups are kept and read: schedules, the compliance policy, restores. */
@NullMarked
package dev.cmkconsole.model.atlas.backup;

import org.jspecify.annotations.NullMarked;
