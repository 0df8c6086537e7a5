package dev.ritmo.processor.plan;

import dev.ritmo.processor.model.Plan;
import java.util.List;

/**
 * The result of reading a plan file.
 *
 * @param plan its content; empty if there is any problem
 * @param problems all problems, by line
 */
public record PlanReading(Plan plan, List<PlanProblem> problems) {}
