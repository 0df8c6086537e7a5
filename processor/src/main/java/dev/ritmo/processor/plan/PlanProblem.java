package dev.ritmo.processor.plan;

/**
 * A problem in a plan file.
 *
 * @param line its line, from 1
 * @param rule what must be: {@code calls must be at least 1}
 * @param found what is there instead: {@code was 0}
 * @param fix how to fix it: {@code allow at least one call per period}
 */
public record PlanProblem(int line, String rule, String found, String fix) {}
