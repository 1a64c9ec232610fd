/**
 * One project: header, tabs, and the overview. The tabs are given to it; each creates its page when it is first shown.
 */
package dev.cmkconsole.ui.project;
