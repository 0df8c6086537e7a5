package dev.ritmo.processor.plan;

import dev.ritmo.processor.model.Plan;
import java.util.List;

/**
 * What came of reading a plan file.
 *
 * @param plan what it says; nothing if there is any problem
 * @param problems all that is wrong in it, by line
 */
public record PlanReading(Plan plan, List<PlanProblem> problems) {}
