/** The numbers in force: those in the code, overridden per environment. */
@NullMarked
package dev.ritmo.runtime.internal.config;

import org.jspecify.annotations.NullMarked;
