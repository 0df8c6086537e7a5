/** How many tokens a prompt will have, and how many a call has used. */
@NullMarked
package dev.ritmo.runtime.internal.tokens;

import org.jspecify.annotations.NullMarked;
