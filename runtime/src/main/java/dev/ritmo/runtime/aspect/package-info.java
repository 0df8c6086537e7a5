/**
 * The API that woven classes and adapters call. Not for use by programs, which start from {@link
 * dev.ritmo.runtime.Ritmo}. The public API here is a binary interface: it may grow, but not change.
 */
@NullMarked
package dev.ritmo.runtime.aspect;

import org.jspecify.annotations.NullMarked;
