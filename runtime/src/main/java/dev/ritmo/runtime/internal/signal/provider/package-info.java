/**
 * The meaning of the answers of single providers and gateways, one file each. Each knows its own
 * codes, even in forwarded answers, and the beginnings of its messages: the rest of a message may
 * quote a user.
 */
@NullMarked
package dev.ritmo.runtime.internal.signal.provider;

import org.jspecify.annotations.NullMarked;
