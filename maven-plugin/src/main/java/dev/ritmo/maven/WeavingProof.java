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
 * Compares what the processor listed with what the class files show, in both directions. A method
 * is woven if its own body asks for the aspect.
 */
final class WeavingProof {

  private final Map<Problem, List<String>> problems = new EnumMap<>(Problem.class);
  private final Map<String, Set<String>> listed = new TreeMap<>();

  /** The types that have a generated class elsewhere. */
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
   * What is wrong before anything is woven: annotations that the processor did not list. Found here
   * they come with their lines, which ajc takes from a woven method.
   */
  static Map<Problem, List<String>> unlisted(Collection<ScannedClass> classes) {
    WeavingProof proof = new WeavingProof(classes, Set.of());
    classes.forEach(proof::findUnlisted);
    return proof.problems;
  }

  /** What is wrong, with the methods concerned; empty if all is well. */
  static Map<Problem, List<String>> problems(Collection<ScannedClass> classes) {
    return problems(classes, Set.of());
  }

  /**
   * As {@link #problems(Collection)}, of classes that were made of others.
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

  /** A generated class may outlive the class that it was generated for. */
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
