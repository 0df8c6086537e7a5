package dev.ritmo.maven;

import dev.ritmo.maven.GeneratedClasses.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Checks whether the limiters of a directory agree with the plan, and with all limiters on the
 * class path.
 */
final class LimitersCheck {

  private final Path classes;
  private final Collection<Path> classPath;
  private final PlanOptions plan;

  /**
   * @param classes the output directory of the compiler
   * @param classPath the class path of the compilation
   * @param plan the current compiler options for the plan
   */
  LimitersCheck(Path classes, Collection<Path> classPath, PlanOptions plan) {
    this.classes = classes;
    this.classPath = classPath;
    this.plan = plan;
  }

  void run() throws IOException, WeavingException {
    Map<Problem, List<String>> problems = new EnumMap<>(Problem.class);
    List<String> outdated = outdated();
    if (!outdated.isEmpty()) {
      // These classes were compiled against another plan, so their shares cannot be added up.
      problems.put(Problem.PLAN_CHANGED, outdated);
    } else {
      List<Path> all = new ArrayList<>(List.of(classes));
      all.addAll(classPath);
      problems.putAll(LimitersProof.problems(GeneratedClasses.on(all)));
    }
    Weaving.failOn(problems);
  }

  /** The types that were compiled against another plan. */
  private List<String> outdated() throws IOException {
    String now = plan.digest();
    return GeneratedClasses.on(List.of(classes)).stream()
        .map(Found::listing)
        .filter(listing -> !listing.planDigest().isEmpty() && !listing.planDigest().equals(now))
        .map(ScannedClass.Listing::type)
        .toList();
  }
}
