/** Events for the JDK's flight recorder; does nothing where that is not part of the image. */
@NullMarked
package dev.ritmo.runtime.internal.jfr;

import org.jspecify.annotations.NullMarked;
