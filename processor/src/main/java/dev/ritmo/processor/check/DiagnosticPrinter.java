package dev.ritmo.processor.check;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.ritmo.processor.model.Position;
import dev.ritmo.processor.model.SourceTrees;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Turns findings into errors and warnings of the compiler; the only class that prints. */
public final class DiagnosticPrinter {

  private final Messager messager;
  private final @Nullable Trees trees;

  public DiagnosticPrinter(ProcessingEnvironment environment) {
    messager = environment.getMessager();
    trees = SourceTrees.of(environment);
  }

  /** Prints each finding once, at its position. */
  public void print(Findings findings) {
    for (Finding finding : findings.found()) {
      Position at = finding.position();
      Kind kind = finding.severity().kind();
      TreePath tree = treeAt(at);
      if (trees != null && tree != null) {
        trees.printMessage(kind, finding.message(), tree.getLeaf(), tree.getCompilationUnit());
      } else {
        messager.printMessage(kind, finding.message(), at.element(), at.annotation(), at.value());
      }
    }
  }

  /** The position in the source if the messager would not find it; null if it does. */
  private @Nullable TreePath treeAt(Position at) {
    if (at.tree() != null || trees == null) {
      return at.tree();
    }
    return new RepeatedAnnotations(trees).find(at);
  }
}
