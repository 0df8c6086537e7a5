/** What is carried with a call from thread to thread. */
@NullMarked
package dev.ritmo.runtime.internal.context;

import org.jspecify.annotations.NullMarked;
