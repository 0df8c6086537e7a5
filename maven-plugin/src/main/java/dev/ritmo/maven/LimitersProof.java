package dev.ritmo.maven;

import static java.util.stream.Collectors.joining;

import dev.ritmo.maven.GeneratedClasses.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the limiters of all classes that run together. A compiler sees the classes of one
 * module; only a build sees those of the other modules on the class path.
 */
final class LimitersProof {

  private static final Pattern DRAW = Pattern.compile("(\\d+) of (\\d+) (.+)");

  private final Map<Problem, List<String>> problems = new EnumMap<>(Problem.class);

  /** The first declaration of each limiter. */
  private final Map<String, Declared> byName = new TreeMap<>();

  /** The amounts drawn, by entry of the plan and limit. */
  private final Map<String, Counted> counted = new TreeMap<>();

  private LimitersProof() {}

  private record Declared(ListedLimiter limiter, String place) {}

  /**
   * What all limiters together take of one limit, and the smallest value of that limit that any
   * class has seen.
   */
  private static final class Counted {
    private final Map<String, String> shares = new LinkedHashMap<>();
    private long taken;
    private long allowed = Long.MAX_VALUE;
  }

  /** The problems, with the limiters and classes concerned; empty if there are none. */
  static Map<Problem, List<String>> problems(Collection<Found> classes) {
    LimitersProof proof = new LimitersProof();
    for (Found found : classes) {
      found.listing().limiters().forEach(limiter -> proof.add(limiter, found.text()));
    }
    proof.findExceeded();
    return proof.problems;
  }

  private void add(ListedLimiter limiter, String place) {
    Declared first = byName.putIfAbsent(limiter.name(), new Declared(limiter, place));
    if (first != null && !first.limiter.limits().equals(limiter.limits())) {
      add(
          Problem.LIMITS_DISAGREE,
          limiter.name()
              + " has "
              + String.join("; ", first.limiter.limits())
              + " for "
              + first.place
              + ", and "
              + String.join("; ", limiter.limits())
              + " for "
              + place);
    }
    limiter.draws().forEach(draw -> add(limiter, draw, place));
  }

  private void add(ListedLimiter limiter, String draw, String place) {
    Matcher parts = DRAW.matcher(draw);
    if (parts.matches()) {
      Counted limit =
          counted.computeIfAbsent(limiter.plan() + ": " + parts.group(3), key -> new Counted());
      limit.allowed = Math.min(limit.allowed, Long.parseLong(parts.group(2)));
      String share = limiter.name() + " takes " + parts.group(1) + " for " + place;
      if (limit.shares.putIfAbsent(limiter.name(), share) == null) {
        limit.taken = sum(limit.taken, Long.parseLong(parts.group(1)));
      }
    }
  }

  private static long sum(long some, long more) {
    return some > Long.MAX_VALUE - more ? Long.MAX_VALUE : some + more;
  }

  private void findExceeded() {
    counted.forEach(
        (what, limit) -> {
          if (limit.taken > limit.allowed) {
            String shares = limit.shares.values().stream().collect(joining(", "));
            add(Problem.PLAN_EXCEEDED, what + " allows " + limit.allowed + ", but " + shares);
          }
        });
  }

  private void add(Problem problem, String text) {
    problems.computeIfAbsent(problem, key -> new ArrayList<>()).add(text);
  }
}
