/**
 * Extension points (observers, failure classifiers, token estimators, time), and the types that
 * generated classes use.
 */
@NullMarked
package dev.ritmo.runtime.spi;

import org.jspecify.annotations.NullMarked;
