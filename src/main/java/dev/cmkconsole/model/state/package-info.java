/**
 * What a project, its key and its clusters are now, judged once from what was read. Lists, headers, checks, plans,
 * reports and the command line ask these types, so that they cannot disagree.
 */
@NullMarked
package dev.cmkconsole.model.state;

import org.jspecify.annotations.NullMarked;
