package dev.ritmo.maven;

import dev.ritmo.maven.ScannedClass.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Weaves the governed classes of one directory in place, or leaves all of them unchanged. */
final class Weaving {

  private final Path classes;
  private final Path work;
  private final Path record;
  private final Collection<Path> classPath;
  private final AspectPath aspects;

  /**
   * @param classes the output directory of the compiler
   * @param work a temporary directory, ideally in the same file system; a file beside it tells the
   *     next build what was woven
   * @param classPath the class path of the compilation
   * @param aspects the aspects on it
   */
  Weaving(Path classes, Path work, Collection<Path> classPath, AspectPath aspects) {
    this.classes = classes;
    this.work = work;
    this.record = work.resolveSibling(work.getFileName() + ".woven");
    this.classPath = classPath;
    this.aspects = aspects;
  }

  /** Weaves, and returns the number of governed methods and types. */
  Summary run() throws IOException, WeavingException {
    try (GoverningAnnotations annotations = GoverningAnnotations.on(everything())) {
      Summary summary = run(annotations);
      Closures.deleteUnused(classes);
      return summary;
    }
  }

  private Summary run(GoverningAnnotations annotations) throws IOException, WeavingException {
    ClassScan before = ClassScan.ofFolder(classes, annotations);
    if (before.classes().stream().noneMatch(ScannedClass::concernsAspects)) {
      prove(before);
      return Summary.of(before);
    }
    List<Path> found = aspects.find();
    if (found.isEmpty()) {
      if (before.classes().stream().noneMatch(ScannedClass::governed)) {
        return Summary.of(before);
      }
      throw new WeavingException(Problem.RUNTIME_MISSING.message(List.of()));
    }
    failOn(WeavingProof.unlisted(before.classes()));
    ComposedUses uses = uses(before, annotations);
    List<String> outdated = uses.outdated();
    if (!outdated.isEmpty()) {
      throw new WeavingException(Problem.COMPOSED_CHANGED.message(outdated));
    }
    if (isWoven(before, found)) {
      prove(before);
      uses.remember();
      return Summary.of(before);
    }
    try {
      ClassScan after = weave(before, found, annotations);
      Files.writeString(record, Fingerprint.of(found, classes, after.classes()));
      uses.remember();
      return Summary.of(after);
    } finally {
      ClassSwap.delete(work);
    }
  }

  private ComposedUses uses(ClassScan scan, GoverningAnnotations annotations) {
    Path composed = work.resolveSibling(work.getFileName() + ".composed");
    return new ComposedUses(composed, classes, scan.classes(), annotations.composed());
  }

  private List<Path> everything() {
    List<Path> all = new ArrayList<>(classPath);
    all.add(classes);
    return all;
  }

  /** Whether everything is already woven by an earlier build. */
  private boolean isWoven(ClassScan scan, List<Path> found) throws IOException {
    return Files.exists(record)
        && Files.readString(record).equals(Fingerprint.of(found, classes, scan.classes()));
  }

  private ClassScan weave(ClassScan before, List<Path> found, GoverningAnnotations annotations)
      throws IOException, WeavingException {
    ClassSwap.delete(work);
    Path output = Files.createDirectories(work.resolve("output"));
    Set<String> roots = new TreeSet<>();
    for (ScannedClass type : before.classes()) {
      String root = type.root();
      if (type.concernsAspects() && root != null) {
        roots.add(root);
      }
    }
    for (String root : roots) {
      weave(root, before, found, output);
    }
    ClassScan after = before.overlaidBy(ClassScan.ofFolder(output, annotations));
    prove(after);
    ClassSwap.moveAll(output, classes);
    return after;
  }

  /**
   * Weaves the classes below one root: the directory itself, or one for newer versions of Java,
   * whose classes have the same names.
   */
  private void weave(String root, ClassScan before, List<Path> found, Path output)
      throws IOException, WeavingException {
    Path input = Files.createDirectories(work.resolve("input").resolve(root));
    for (ScannedClass type : before.classes()) {
      if (type.concernsAspects() && root.equals(type.root())) {
        ClassSwap.copy(type.fileName(), classes.resolve(root), input);
      }
    }
    List<Path> classPath = everything();
    if (!root.isEmpty()) {
      classPath.add(0, classes.resolve(root));
    }
    Path woven = Files.createDirectories(output.resolve(root));
    HiddenAspects.hide(input);
    new AjcWeaver(found, AspectNames.in(found), classPath).weave(input, woven, work);
    HiddenAspects.show(input);
    HiddenAspects.show(woven);
    WovenClassFile.correctAll(woven, input);
  }

  /** Fails if the woven methods differ from the listed ones. */
  static void prove(ClassScan scan) throws WeavingException {
    failOn(WeavingProof.problems(scan.classes()));
  }

  /** Fails if the woven methods in an archive differ from the listed ones. */
  static void prove(ClassScan scan, Set<String> processed) throws WeavingException {
    failOn(WeavingProof.problems(scan.classes(), processed));
  }

  /** Fails with all problems at once, if there are any. */
  static void failOn(Map<Problem, List<String>> problems) throws WeavingException {
    if (!problems.isEmpty()) {
      List<String> messages = new ArrayList<>();
      problems.forEach((problem, found) -> messages.add(problem.message(found)));
      throw new WeavingException(String.join("\n", messages));
    }
  }

  /** The numbers of governed methods and types. */
  record Summary(int methods, int types) {

    static Summary of(ClassScan scan) {
      List<Listing> listings =
          scan.classes().stream().map(ScannedClass::listing).filter(Objects::nonNull).toList();
      return new Summary(
          listings.stream().mapToInt(listing -> listing.methods().size()).sum(), listings.size());
    }

    @Override
    public String toString() {
      return "%s governed method%s in %s class%s"
          .formatted(methods, methods == 1 ? "" : "s", types, types == 1 ? "" : "es");
    }
  }
}
