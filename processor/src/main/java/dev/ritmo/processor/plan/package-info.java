/** From the plan file to the model, with the lines of all that is wrong in it. */
@NullMarked
package dev.ritmo.processor.plan;

import org.jspecify.annotations.NullMarked;
