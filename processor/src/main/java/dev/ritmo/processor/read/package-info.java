/** From mirrors to the model; no checks. */
@NullMarked
package dev.ritmo.processor.read;

import org.jspecify.annotations.NullMarked;
