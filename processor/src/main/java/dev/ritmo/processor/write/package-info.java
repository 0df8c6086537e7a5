/** From the model to the generated classes. */
@NullMarked
package dev.ritmo.processor.write;

import org.jspecify.annotations.NullMarked;
