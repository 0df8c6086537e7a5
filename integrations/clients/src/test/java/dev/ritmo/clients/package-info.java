/** The failures of the real clients of providers, and what Ritmo makes of them. */
@NullMarked
package dev.ritmo.clients;

import org.jspecify.annotations.NullMarked;
