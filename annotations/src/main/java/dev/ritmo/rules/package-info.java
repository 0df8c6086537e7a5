/**
 * The bounds and defaults of the numbers in the annotations, shared by the processor and the
 * runtime. Not for use by programs.
 */
package dev.ritmo.rules;
