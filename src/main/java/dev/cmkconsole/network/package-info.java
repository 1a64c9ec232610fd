/**
 * The way to Atlas and AWS: one HTTP engine with limits, proxies and trusted certificates, which both adapters use. It
 * knows nothing of what is asked or answered.
 */
@NullMarked
package dev.cmkconsole.network;

import org.jspecify.annotations.NullMarked;
