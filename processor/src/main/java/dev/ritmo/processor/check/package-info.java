/** The rules, what they find, and how it is said. */
@NullMarked
package dev.ritmo.processor.check;

import org.jspecify.annotations.NullMarked;
