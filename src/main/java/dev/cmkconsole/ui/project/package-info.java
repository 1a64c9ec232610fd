/**
 * One project: header, tabs, and the overview. Which tabs there are it is told; each makes its page when it is first shown.
 */
package dev.cmkconsole.ui.project;
