package dev.ritmo.processor;

import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.ritmo.processor.model.BodyContents;
import dev.ritmo.processor.model.SourceTrees;
import dev.ritmo.processor.read.InvocationReader;
import dev.ritmo.processor.read.ServiceBuildReader;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Checks the bodies of a class when javac has attributed them, after all rounds. Other compilers do
 * not expose bodies, so nothing is checked there.
 */
final class Bodies implements TaskListener {

  private final ProcessingEnvironment environment;
  private final Trees trees;
  private final Consumer<Supplier<BodyContents>> check;
  private @Nullable InvocationReader reader;
  private @Nullable ServiceBuildReader services;

  private Bodies(
      ProcessingEnvironment environment, Trees trees, Consumer<Supplier<BodyContents>> check) {
    this.environment = environment;
    this.trees = trees;
    this.check = check;
  }

  static void await(ProcessingEnvironment environment, Consumer<Supplier<BodyContents>> check) {
    Trees trees = SourceTrees.of(environment);
    if (trees != null) {
      JavacTask.instance(environment).addTaskListener(new Bodies(environment, trees, check));
    }
  }

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.ANALYZE) {
      check.accept(() -> read(event));
    }
  }

  private BodyContents read(TaskEvent event) {
    TypeElement type = event.getTypeElement();
    Tree tree = type == null ? null : trees.getTree(type);
    if (tree == null) {
      return BodyContents.NONE; // a file without types, such as module-info.java
    }
    if (reader == null) {
      reader =
          new InvocationReader(environment.getElementUtils(), environment.getTypeUtils(), trees);
      services =
          new ServiceBuildReader(environment.getElementUtils(), environment.getTypeUtils(), trees);
    }
    TreePath path = new TreePath(new TreePath(event.getCompilationUnit()), tree);
    return new BodyContents(
        reader.read(path), Objects.requireNonNull(services, "set with the reader").read(path));
  }
}
