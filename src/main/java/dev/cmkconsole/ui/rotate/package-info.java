/**
 * The tab that rotates the key: a new key, rotation by AWS, another region, or imported key material. Role and review pages
 * come from {@code ui.access}. Only the list of procedures calls it.
 */
package dev.cmkconsole.ui.rotate;
