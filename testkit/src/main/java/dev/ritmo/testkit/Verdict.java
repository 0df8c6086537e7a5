package dev.ritmo.testkit;

/**
 * The decision of a {@link Policy} on one request.
 *
 * @param admitted whether the request is served
 * @param limit the requests per period that the provider states; 0 if it states none
 * @param remaining the number of further requests that it would admit now
 * @param retryAfterNanos the time until it would admit one again; 0 if it would now, or if it
 *     rejects without saying for how long
 * @param resetNanos the time until the whole limit is free again, if nothing else arrives
 */
public record Verdict(
    boolean admitted, int limit, int remaining, long retryAfterNanos, long resetNanos) {}
