package dev.ritmo.maven;

import java.util.List;

/**
 * A limiter that classes of several modules may share, or draw beside on the same plan.
 *
 * @param plan the entry of the plan that it draws on; empty if there is none
 * @param limits as text; those of the same limiter are equal
 * @param draws what it can take of each limit of the entry: {@code 300 of 500 calls in 1 MINUTES}
 */
record ListedLimiter(String name, String plan, List<String> limits, List<String> draws) {}
