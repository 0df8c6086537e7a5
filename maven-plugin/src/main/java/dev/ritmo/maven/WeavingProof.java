package dev.ritmo.maven;

import static java.util.stream.Collectors.toSet;

import dev.ritmo.maven.ScannedClass.Listing;
import dev.ritmo.maven.ScannedClass.Method;
import dev.ritmo.maven.ScannedClass.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the methods that the processor listed with the class files, in both directions. A method
 * is woven if its own body calls the aspect.
 */
final class WeavingProof {

  private final Map<Problem, List<String>> problems = new EnumMap<>(Problem.class);
  private final Map<String, Set<String>> listed = new TreeMap<>();

  /** The types whose generated class is elsewhere. */
  private final Set<String> processed;

  private WeavingProof(Collection<ScannedClass> classes, Set<String> processed) {
    this.processed = processed;
    for (ScannedClass type : classes) {
      Listing listing = type.listing();
      if (listing != null) {
        listed.computeIfAbsent(listing.type(), key -> new TreeSet<>()).addAll(listing.woven());
      }
    }
  }

  /**
   * The problems before weaving: annotations that the processor did not list. They are found here
   * because line numbers are still available; ajc removes them from a woven method.
   */
  static Map<Problem, List<String>> unlisted(Collection<ScannedClass> classes) {
    WeavingProof proof = new WeavingProof(classes, Set.of());
    classes.forEach(proof::findUnlisted);
    return proof.problems;
  }

  /** The problems, with the methods concerned; empty if there are none. */
  static Map<Problem, List<String>> problems(Collection<ScannedClass> classes) {
    return problems(classes, Set.of());
  }

  /**
   * As {@link #problems(Collection)}, for classes that were packaged from others.
   *
   * @param processed the types that had a generated class there
   */
  static Map<Problem, List<String>> problems(
      Collection<ScannedClass> classes, Set<String> processed) {
    WeavingProof proof = new WeavingProof(classes, processed);
    classes.forEach(proof::findUnlisted);
    classes.forEach(proof::findUnwoven);
    proof.findLostTypes(classes);
    return proof.problems;
  }

  private void findUnlisted(ScannedClass type) {
    Set<String> expected = expected(type.name());
    Set<String> decorated = expected(RitmoNames.decoratorOf(type.name()));
    for (Method method : type.methods()) {
      if (!(method.decorated() ? decorated : expected).contains(method.signature())) {
        add(whyUnlisted(type, method.woven()), type, "." + method.signature(), method.source());
      }
    }
    boolean unlisted = expected.isEmpty() && decorated.isEmpty();
    if (type.annotated() && type.methods().isEmpty() && unlisted) {
      add(whyUnlisted(type, false), type, "", type.path());
    }
  }

  private void findUnwoven(ScannedClass type) {
    Set<String> woven =
        type.methods().stream().filter(Method::woven).map(Method::signature).collect(toSet());
    for (String signature : expected(type.name())) {
      if (!woven.contains(signature)) {
        add(Problem.NOT_WOVEN, type, "." + signature, type.path());
      }
    }
  }

  /** A generated class may remain after its type was removed. */
  private void findLostTypes(Collection<ScannedClass> classes) {
    Set<String> present = classes.stream().map(ScannedClass::name).collect(toSet());
    listed.forEach(
        (type, signatures) -> {
          if (!present.contains(type)) {
            signatures.forEach(
                signature ->
                    add(
                        Problem.NOT_WOVEN,
                        type + "." + signature + ", and no annotated class of that name"));
          }
        });
  }

  private Set<String> expected(String type) {
    return listed.getOrDefault(type, Set.of());
  }

  private Problem whyUnlisted(ScannedClass type, boolean woven) {
    if (type.place() != Place.NAMED) {
      return Problem.OUT_OF_SIGHT;
    }
    boolean hasNone =
        expected(type.name()).isEmpty() && expected(RitmoNames.decoratorOf(type.name())).isEmpty();
    if (hasNone && (woven || wasProcessed(type.name()))) {
      return Problem.LISTING_LOST;
    }
    return listed.isEmpty() ? Problem.PROCESSOR_DID_NOT_RUN : Problem.NOT_LISTED;
  }

  private boolean wasProcessed(String type) {
    return processed.contains(type) || processed.contains(RitmoNames.decoratorOf(type));
  }

  private void add(Problem problem, ScannedClass type, String member, String source) {
    String place = type.place() == Place.NAMED ? "" : ", in " + type.place().text;
    add(problem, type.name() + member + " (" + source + ")" + place);
  }

  private void add(Problem problem, String found) {
    problems.computeIfAbsent(problem, key -> new ArrayList<>()).add(found);
  }
}
