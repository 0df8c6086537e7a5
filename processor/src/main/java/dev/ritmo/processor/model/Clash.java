package dev.ritmo.processor.model;

/**
 * Two annotations on one method or type that do the same.
 *
 * @param first the one that is taken
 * @param second the one that is not
 * @param what what both do, as in "limits it"
 */
public record Clash(Place first, Place second, String what) {}
