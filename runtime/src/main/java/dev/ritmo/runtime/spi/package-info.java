/** What generated classes are made of, and the time that Ritmo runs on. */
@NullMarked
package dev.ritmo.runtime.spi;

import org.jspecify.annotations.NullMarked;
