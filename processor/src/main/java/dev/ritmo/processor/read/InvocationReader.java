package dev.ritmo.processor.read;

import com.google.auto.common.MoreElements;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.Invocation;
import dev.ritmo.processor.model.Position;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads what the bodies of governed methods call, after javac has attributed them. */
public final class InvocationReader {

  private final Trees trees;
  private final Signatures signatures;
  private final GovernedMethods governed;

  public InvocationReader(Elements elements, Types types, Trees trees) {
    this.trees = trees;
    signatures = new Signatures(elements, types);
    governed = new GovernedMethods(new GovernedTypeReader(elements, types));
  }

  /** The calls in governed methods of a type and its nested types, in the order of the source. */
  public List<Invocation> read(TreePath type) {
    Bodies bodies = new Bodies();
    bodies.scan(type, null);
    return bodies.found;
  }

  /** The parameter is the governed method whose body it is in. */
  private final class Bodies extends TreePathScanner<Void, @Nullable GovernedMethod> {

    private final List<Invocation> found = new ArrayList<>();

    /** In a type without governed methods, only nested types matter. */
    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable GovernedMethod around) {
      if (isGoverned(trees.getElement(getCurrentPath()))) {
        return super.visitClass(tree, around);
      }
      for (Tree member : tree.getMembers()) {
        if (member instanceof ClassTree) {
          scan(member, around);
        }
      }
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable GovernedMethod around) {
      ExecutableElement method = methodAt(getCurrentPath());
      GovernedMethod found = method == null ? null : governed.find(method);
      // Types within other bodies are local, and not governed.
      return found == null ? null : super.visitMethod(tree, found);
    }

    @Override
    public @Nullable Void visitMethodInvocation(
        MethodInvocationTree tree, @Nullable GovernedMethod caller) {
      add(caller, tree.getMethodSelect(), new TreePath(getCurrentPath(), tree.getMethodSelect()));
      return super.visitMethodInvocation(tree, caller);
    }

    @Override
    public @Nullable Void visitMemberReference(
        MemberReferenceTree tree, @Nullable GovernedMethod caller) {
      add(caller, tree, getCurrentPath());
      return super.visitMemberReference(tree, caller);
    }

    private void add(@Nullable GovernedMethod caller, ExpressionTree called, TreePath named) {
      ExecutableElement callee = caller == null ? null : methodAt(getCurrentPath());
      if (caller != null && callee != null) {
        found.add(
            new Invocation(
                caller,
                callee,
                signatures.qualified(callee),
                governed.find(callee),
                SuperCalls.isOfSuper(called, caller.element()),
                Position.of(caller.element(), named)));
      }
    }
  }

  private boolean isGoverned(@Nullable Element type) {
    return type instanceof TypeElement known && !governed.in(known).isEmpty();
  }

  private @Nullable ExecutableElement methodAt(TreePath path) {
    Element element = trees.getElement(path);
    return element != null && element.getKind() == ElementKind.METHOD
        ? MoreElements.asExecutable(element)
        : null;
  }
}
