package dev.ritmo.runtime.internal.call;

import org.jspecify.annotations.Nullable;

/** The body of a call in a test, which may throw anything. */
@FunctionalInterface
interface Body {

  @Nullable Object run() throws Throwable;
}
