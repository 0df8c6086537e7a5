package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.check.Spelling;
import dev.ritmo.processor.model.Plan;
import dev.ritmo.processor.model.PlanEntry;
import dev.ritmo.processor.model.RateLimit;

/** A plan is an entry of the plan file. A missing file is reported once. */
public final class PlanIsKnown implements Rule<RateLimit> {

  private final Plan plan;
  private boolean hasSaidThatNoneIsThere;

  public PlanIsKnown(Plan plan) {
    this.plan = plan;
  }

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (!limit.plan().isWritten()) {
      return;
    }
    String name = limit.plan().value();
    if (plan.state() == Plan.State.NONE && !hasSaidThatNoneIsThere) {
      hasSaidThatNoneIsThere = true;
      findings.add(Diagnostic.PLAN_FILE_NOT_GIVEN, limit.place().at(limit.plan()), name);
    }
    if (plan.state() == Plan.State.READ && plan.entry(name).isEmpty()) {
      String meant =
          Spelling.closest(name, plan.entries().stream().map(PlanEntry::name))
              .map(closest -> "; did you mean " + closest)
              .orElse("");
      findings.add(
          Diagnostic.PLAN_UNKNOWN, limit.place().at(limit.plan()), plan.file(), name, meant);
    }
  }
}
