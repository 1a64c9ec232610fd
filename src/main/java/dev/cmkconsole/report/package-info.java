/**
 * What a run found, did and left, made from journal entries alone: as a page, HTML, JSON and text. It reads no file and
 * asks no service, and it knows only the model. The service and the commands hand it entries; screens show its pages.
 */
@NullMarked
package dev.cmkconsole.report;

import org.jspecify.annotations.NullMarked;
