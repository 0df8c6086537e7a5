/** What generated classes are made of, the time that Ritmo runs on, and what failures say. */
@NullMarked
package dev.ritmo.runtime.spi;

import org.jspecify.annotations.NullMarked;
