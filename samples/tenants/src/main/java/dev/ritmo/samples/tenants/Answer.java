package dev.ritmo.samples.tenants;

import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.TokenUsage;

/**
 * What the model says.
 *
 * @param text the answer
 * @param tokenUsage what the provider has counted; Ritmo settles with it
 */
record Answer(String text, TokenUsage tokenUsage) implements HasTokenUsage {}
