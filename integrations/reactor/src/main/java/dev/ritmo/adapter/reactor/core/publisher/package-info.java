/** Called by woven classes. Not for use by programs. */
@NullMarked
package dev.ritmo.adapter.reactor.core.publisher;

import org.jspecify.annotations.NullMarked;
