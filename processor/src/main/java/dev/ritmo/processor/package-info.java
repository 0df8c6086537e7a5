/** The annotation processor: it reads, checks, and, if nothing is wrong, writes. */
@NullMarked
package dev.ritmo.processor;

import org.jspecify.annotations.NullMarked;
