package dev.ritmo.processor.read;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls of {@code super.ask(...)} or {@code Type.super.ask(...)} in the body of {@code ask},
 * by name and number of arguments, because bodies are not attributed while processors run.
 */
final class SuperCalls extends TreeScanner<Boolean, ExecutableElement> {

  private SuperCalls() {}

  static boolean in(@Nullable MethodTree tree, ExecutableElement method) {
    return tree != null && Boolean.TRUE.equals(new SuperCalls().scan(tree.getBody(), method));
  }

  @Override
  public Boolean visitMethodInvocation(MethodInvocationTree call, ExecutableElement method) {
    return (isOfSuper(call.getMethodSelect(), method)
            && call.getArguments().size() == method.getParameters().size())
        || Boolean.TRUE.equals(super.visitMethodInvocation(call, method));
  }

  @Override
  public Boolean reduce(Boolean one, Boolean other) {
    return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
  }

  /** Whether it is {@code super.ask} or {@code Type.super.ask}. */
  static boolean isOfSuper(ExpressionTree called, ExecutableElement method) {
    return called instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals(method.getSimpleName())
        && isSuper(select.getExpression());
  }

  private static boolean isSuper(ExpressionTree expression) {
    return (expression instanceof IdentifierTree name && name.getName().contentEquals("super"))
        || (expression instanceof MemberSelectTree select
            && select.getIdentifier().contentEquals("super"));
  }
}
