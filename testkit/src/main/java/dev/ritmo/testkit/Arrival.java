package dev.ritmo.testkit;

import java.time.Duration;

/**
 * One request as the provider saw it. Contains neither the prompt nor the key.
 *
 * @param number its index in the order of arrival, from 0
 * @param nanos the {@link System#nanoTime} of the provider's decision
 * @param sinceStart the same, since the start of the provider
 * @param admitted whether it was served
 * @param status the HTTP status of the answer
 */
public record Arrival(int number, long nanos, Duration sinceStart, boolean admitted, int status) {}
