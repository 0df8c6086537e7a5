package dev.ritmo.processor.plan;

/**
 * Something wrong in a plan file.
 *
 * @param line where, counted from 1
 * @param rule what must be: {@code calls must be at least 1}
 * @param found what is there instead: {@code was 0}
 * @param mend how to put it right: {@code allow at least one call per period}
 */
public record PlanProblem(int line, String rule, String found, String mend) {}
