/** Formats values for messages; depends on nothing else. */
@NullMarked
package dev.ritmo.runtime.internal.text;

import org.jspecify.annotations.NullMarked;
