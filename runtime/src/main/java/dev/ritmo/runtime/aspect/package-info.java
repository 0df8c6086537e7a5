/**
 * What woven classes call: the aspect, and what it delegates to. Not for use by programs; the way
 * in for those is {@link dev.ritmo.runtime.Ritmo}.
 */
@NullMarked
package dev.ritmo.runtime.aspect;

import org.jspecify.annotations.NullMarked;
