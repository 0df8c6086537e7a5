package dev.ritmo.processor.check;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.ritmo.processor.model.Position;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Turns findings into compile errors; the only one that prints. */
public final class DiagnosticPrinter {

  private final Messager messager;
  private final @Nullable Trees trees;

  public DiagnosticPrinter(ProcessingEnvironment environment) {
    messager = environment.getMessager();
    trees = treesOf(environment);
  }

  /** Prints each finding once, at its position. */
  public void print(Findings findings) {
    for (Finding finding : findings.found()) {
      Position at = finding.position();
      TreePath repeated = trees == null ? null : new RepeatedAnnotations(trees).find(at);
      if (trees != null && repeated != null) {
        trees.printMessage(
            Kind.ERROR, finding.message(), repeated.getLeaf(), repeated.getCompilationUnit());
      } else {
        messager.printMessage(
            Kind.ERROR, finding.message(), at.element(), at.annotation(), at.value());
      }
    }
  }

  /** The trees of javac; null with another compiler, or where a build tool stands in between. */
  private static @Nullable Trees treesOf(ProcessingEnvironment environment) {
    try {
      return Trees.instance(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      return null;
    }
  }
}
