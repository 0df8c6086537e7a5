/** Estimates the tokens of prompts, and reads the tokens that calls have used. */
@NullMarked
package dev.ritmo.runtime.internal.tokens;

import org.jspecify.annotations.NullMarked;
