/** Flex clusters and their backups. */
package dev.cmkconsole.sandbox.atlas.resource.flex;
