package dev.ritmo.processor.model;

/**
 * Two annotations on one method or type that conflict.
 *
 * @param first the one that is taken
 * @param second the one that is not
 * @param what what both do, such as "limits it"
 */
public record Clash(Place first, Place second, String what) {}
