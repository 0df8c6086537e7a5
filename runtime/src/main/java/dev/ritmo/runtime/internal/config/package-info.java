/** The numbers in force: those in the code, overridden by the environment. */
@NullMarked
package dev.ritmo.runtime.internal.config;

import org.jspecify.annotations.NullMarked;
