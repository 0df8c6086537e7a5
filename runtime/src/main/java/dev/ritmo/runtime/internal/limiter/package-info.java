/** Admission: exact windows and the one line in which calls wait. */
@NullMarked
package dev.ritmo.runtime.internal.limiter;

import org.jspecify.annotations.NullMarked;
