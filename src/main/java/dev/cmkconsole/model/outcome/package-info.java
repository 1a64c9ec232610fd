/**
 * How something turned out: what was observed, what a check found, what went wrong, and the texts that say it. It
 * decides nothing and holds no words for people; those are among the messages. Every package may use it.
 */
package dev.cmkconsole.model.outcome;
