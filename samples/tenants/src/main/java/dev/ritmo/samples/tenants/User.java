package dev.ritmo.samples.tenants;

/**
 * Somebody who pays for a plan of their own.
 *
 * @param id what tells users apart
 */
record User(String id) {}
