package dev.ritmo.testkit;

import java.time.Duration;

/**
 * One request as the provider saw it. Holds nothing of what was asked, and no key.
 *
 * @param number its place in the order of arrival; the first is 0
 * @param nanos the {@link System#nanoTime} of the provider's decision
 * @param sinceStart the same, since the start of the provider
 * @param admitted whether it was served
 * @param status the HTTP status of the answer
 */
public record Arrival(int number, long nanos, Duration sinceStart, boolean admitted, int status) {}
