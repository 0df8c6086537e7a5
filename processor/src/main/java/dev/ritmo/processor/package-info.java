/** The annotation processor: it reads, checks and, if there are no errors, writes. */
@NullMarked
package dev.ritmo.processor;

import org.jspecify.annotations.NullMarked;
