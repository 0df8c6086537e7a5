package dev.ritmo.processor.check.rules;

import static java.util.stream.Collectors.joining;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.check.SoundLimits;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.Plan;
import dev.ritmo.processor.model.PlanEntry;
import dev.ritmo.processor.model.PlanEntry.Draw;
import dev.ritmo.processor.model.Position;
import dev.ritmo.processor.model.RateLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All limiters that draw on one entry of the plan fit into each of its limits together, across
 * types and rounds. A limiter that does not fit beside earlier ones is reported, and then ignored.
 */
public final class PlanIsKept implements Rule<RateLimits> {

  private final Plan plan;

  /** The names of the limiters by the name of the entry. */
  private final Map<String, Set<String>> seen = new HashMap<>();

  /** The share that each limiter, by name, takes of each limit. */
  private final Map<LimitOfEntry, Map<String, Long>> takenByLimit = new HashMap<>();

  public PlanIsKept(Plan plan) {
    this.plan = plan;
  }

  @Override
  public void check(RateLimits limits, Findings findings) {
    PlanEntry entry = limits.entry();
    if (entry == null || !SoundLimits.areSound(limits)) {
      return; // another rule reports it
    }
    String limiter = limits.limiterName();
    if (seen.computeIfAbsent(entry.name(), name -> new HashSet<>()).add(limiter)) {
      List<Draw> draws = entry.drawnBy(limits.overall().amounts());
      List<Draw> tooMuch = draws.stream().filter(draw -> !fits(draw, entry)).toList();
      tooMuch.forEach(draw -> report(draw, entry, limits, findings));
      if (tooMuch.isEmpty()) {
        draws.forEach(draw -> takenOf(draw.limit(), entry).put(limiter, draw.taken()));
      }
    }
  }

  private Map<String, Long> takenOf(PlanEntry.Limit limit, PlanEntry entry) {
    return takenByLimit.computeIfAbsent(
        new LimitOfEntry(entry.name(), limit), key -> new LinkedHashMap<>());
  }

  private boolean fits(Draw draw, PlanEntry entry) {
    long left = draw.limit().amount().amount();
    for (long taken : takenOf(draw.limit(), entry).values()) {
      left -= taken;
    }
    return draw.taken() <= left;
  }

  private void report(Draw draw, PlanEntry entry, RateLimits limits, Findings findings) {
    PlanEntry.Limit limit = draw.limit();
    List<String> shares = new ArrayList<>();
    takenOf(limit, entry).forEach((limiter, taken) -> shares.add(limiter + " takes " + taken));
    shares.add(limits.limiterName() + " takes " + draw.taken());
    findings.add(
        Diagnostic.PLAN_EXCEEDED,
        at(limit.amount().dimension(), limits),
        limits.planned().orElseThrow().plan().value(),
        limit.amount().amount() + " " + limit.amount().counted(),
        plan.file(),
        limit.line(),
        shares.stream().collect(joining(", ")));
  }

  /** The number in the code, or the plan if it comes from there. */
  private static Position at(Dimension dimension, RateLimits limits) {
    return limits.overall().limiting(dimension).get(0).at(dimension);
  }

  /** Several limits, and entries, may be on one line of the file. */
  private record LimitOfEntry(String entry, PlanEntry.Limit limit) {}
}
