/** One class per rule. Rules only add findings. */
@NullMarked
package dev.ritmo.processor.check.rules;

import org.jspecify.annotations.NullMarked;
