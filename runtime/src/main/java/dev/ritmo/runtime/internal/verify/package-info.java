/** Finds annotated methods that nothing governs. */
@NullMarked
package dev.ritmo.runtime.internal.verify;

import org.jspecify.annotations.NullMarked;
