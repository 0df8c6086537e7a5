/** Finds the classes that the processor has generated for a type. */
@NullMarked
package dev.ritmo.runtime.internal.generated;

import org.jspecify.annotations.NullMarked;
