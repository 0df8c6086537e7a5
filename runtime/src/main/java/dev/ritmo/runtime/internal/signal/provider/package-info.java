/**
 * What single providers and gateways mean by their answers, one file each. Each knows its own
 * codes, whoever forwards them, and sentences that messages of it begin with: what comes later in a
 * message may be the words of a user.
 */
@NullMarked
package dev.ritmo.runtime.internal.signal.provider;

import org.jspecify.annotations.NullMarked;
