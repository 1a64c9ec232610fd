/**
 * How something turned out: what was observed, what a check found, what went wrong, and the texts that say it. It
 * decides nothing and holds no words for people; those are among the messages. Every package may use it.
 */
@NullMarked
package dev.cmkconsole.model.outcome;

import org.jspecify.annotations.NullMarked;
