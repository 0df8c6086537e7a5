/**
 * What woven classes and adapters call. Not for use by programs; the way in for those is {@link
 * dev.ritmo.runtime.Ritmo}. Whatever is public here is a binary interface: it is only added to.
 */
@NullMarked
package dev.ritmo.runtime.aspect;

import org.jspecify.annotations.NullMarked;
