/** The model: governed types, and the positions in the source to which findings refer. */
@NullMarked
package dev.ritmo.processor.model;

import org.jspecify.annotations.NullMarked;
