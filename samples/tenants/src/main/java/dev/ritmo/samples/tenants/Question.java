package dev.ritmo.samples.tenants;

/**
 * What somebody asks.
 *
 * @param user who asks
 * @param text the question
 */
record Question(User user, String text) {}
