package dev.ritmo.maven;

import java.util.List;

/**
 * A limiter that several modules may share, or that draws on a plan like limiters of other modules.
 *
 * @param plan the entry of the plan that it draws on; empty if there is none
 * @param limits its limits as text, equal for the same limiter
 * @param draws what it can take of each limit of the entry: {@code 300 of 500 calls in 1 MINUTES}
 */
record ListedLimiter(String name, String plan, List<String> limits, List<String> draws) {}
