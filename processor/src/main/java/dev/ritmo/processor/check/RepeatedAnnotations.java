package dev.ritmo.processor.check;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.ritmo.processor.model.Position;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds repeated annotations in the source. javac puts them into a synthetic container, in which
 * its messager finds nothing: it would report the name of the element.
 */
final class RepeatedAnnotations {

  private final Trees trees;

  RepeatedAnnotations(Trees trees) {
    this.trees = trees;
  }

  /** The annotation, or the value in it; null if the messager finds the position itself. */
  @Nullable TreePath find(Position at) {
    Element element = at.element();
    AnnotationMirror annotation = at.annotation();
    if (element == null || annotation == null) {
      return null;
    }
    int number = numberInContainer(element, annotation);
    TreePath path = number < 0 ? null : trees.getPath(element);
    if (path == null) {
      return null;
    }
    List<AnnotationTree> written = written(path, annotation.getAnnotationType().asElement());
    // One annotation may be beside an explicit container; two may not.
    return written.size() < 2
        ? null
        : new TreePath(path, valueIn(written.get(number), annotation, at.value()));
  }

  private List<AnnotationTree> written(TreePath path, Element type) {
    ModifiersTree modifiers = modifiers(path.getLeaf());
    if (modifiers == null) {
      return List.of();
    }
    TreePath around = new TreePath(path, modifiers);
    return modifiers.getAnnotations().stream()
        .filter(tree -> type.equals(typeOf(tree, around)))
        .<AnnotationTree>map(tree -> tree)
        .toList();
  }

  private @Nullable Element typeOf(AnnotationTree tree, TreePath around) {
    return trees.getElement(new TreePath(new TreePath(around, tree), tree.getAnnotationType()));
  }

  private static @Nullable ModifiersTree modifiers(Tree tree) {
    if (tree instanceof MethodTree method) {
      return method.getModifiers();
    }
    return tree instanceof ClassTree type ? type.getModifiers() : null;
  }

  /** The index of the annotation in its container; negative if it is on the element itself. */
  private static int numberInContainer(Element element, AnnotationMirror annotation) {
    return element.getAnnotationMirrors().stream()
        .flatMap(container -> container.getElementValues().values().stream())
        .filter(values -> values.getValue() instanceof List<?>)
        .map(values -> (List<?>) values.getValue())
        .mapToInt(values -> indexOf(annotation, values))
        .filter(index -> index >= 0)
        .findFirst()
        .orElse(-1);
  }

  private static int indexOf(AnnotationMirror annotation, List<?> values) {
    return IntStream.range(0, values.size())
        .filter(index -> annotation.equals(((AnnotationValue) values.get(index)).getValue()))
        .findFirst()
        .orElse(-1);
  }

  private static Tree valueIn(
      AnnotationTree tree, AnnotationMirror annotation, @Nullable AnnotationValue value) {
    return annotation.getElementValues().entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(entry -> entry.getKey().getSimpleName().toString())
        .flatMap(name -> assigned(name, tree))
        .<Tree>map(expression -> expression)
        .findFirst()
        .orElse(tree);
  }

  private static Stream<ExpressionTree> assigned(String name, AnnotationTree tree) {
    return tree.getArguments().stream()
        .filter(AssignmentTree.class::isInstance)
        .map(AssignmentTree.class::cast)
        .filter(assignment -> assignment.getVariable().toString().equals(name))
        .map(AssignmentTree::getExpression);
  }
}
