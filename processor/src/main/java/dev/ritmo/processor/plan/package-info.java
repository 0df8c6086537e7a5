/** From the plan file to the model, with the lines of its problems. */
@NullMarked
package dev.ritmo.processor.plan;

import org.jspecify.annotations.NullMarked;
