/** What was read: governed types, and the places in the source that findings point at. */
@NullMarked
package dev.ritmo.processor.model;

import org.jspecify.annotations.NullMarked;
