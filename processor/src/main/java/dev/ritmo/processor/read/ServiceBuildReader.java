package dev.ritmo.processor.read;

import com.google.auto.common.MoreElements;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.Position;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.ServiceBuild;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Finds where {@code AiServices} makes instances of governed interfaces, after javac has attributed
 * the bodies of a class. Where LangChain4j is not on the class path, no body is looked into.
 */
public final class ServiceBuildReader {

  private static final String FACTORY = "dev.langchain4j.service.AiServices";
  private static final Set<String> FACTORY_METHODS = Set.of("create", "builder");
  private static final Set<String> MODEL_SETTERS = Set.of("chatModel", "streamingChatModel");

  /** The package of models whose requests are limited, and of what makes them. */
  private static final String LIMITED_MODELS = "dev.ritmo.langchain4j";

  private final Elements elements;
  private final Trees trees;
  private final GovernedMethods governed;
  private final boolean hasFactory;

  public ServiceBuildReader(Elements elements, Types types, Trees trees) {
    this.elements = elements;
    this.trees = trees;
    governed = new GovernedMethods(new GovernedTypeReader(elements, types));
    hasFactory = elements.getTypeElement(FACTORY) != null;
  }

  /** The services that a type and its nested types make, in the order of the source. */
  public List<ServiceBuild> read(TreePath type) {
    if (!hasFactory) {
      return List.of();
    }
    Builds builds = new Builds();
    builds.scan(type, null);
    return builds.found.stream().map(found -> found.build(builds.limitedModels)).toList();
  }

  /** A service that is made, before all variables of the class are known. */
  private record Found(
      GovernedMethod method, TypeElement service, List<Model> models, Position position) {

    ServiceBuild build(Set<Element> limitedModels) {
      boolean isLimited =
          !models.isEmpty() && models.stream().allMatch(model -> model.isLimited(limitedModels));
      return new ServiceBuild(method, service.getQualifiedName().toString(), isLimited, position);
    }
  }

  /** A model that is passed to a service: whether it is known to be limited, or its variable. */
  private record Model(boolean isLimited, @Nullable Element variable) {

    boolean isLimited(Set<Element> limitedModels) {
      return isLimited || (variable != null && limitedModels.contains(variable));
    }
  }

  private final class Builds extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final List<Found> found = new ArrayList<>();

    /** Variables that hold what makes limited models. */
    private final Set<Element> limitedModels = new HashSet<>();

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
      note(tree.getInitializer(), trees.getElement(getCurrentPath()));
      return super.visitVariable(tree, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
      note(tree.getExpression(), elementOf(tree.getVariable()));
      return super.visitAssignment(tree, null);
    }

    private void note(@Nullable ExpressionTree value, @Nullable Element variable) {
      if (value instanceof MethodInvocationTree
          && variable != null
          && isLimited(new TreePath(getCurrentPath(), value))) {
        limitedModels.add(variable);
      }
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void nothing) {
      if (isFactory(tree) && !tree.getArguments().isEmpty()) {
        TypeElement service = classNamedBy(tree.getArguments().get(0));
        if (service != null) {
          add(service, tree);
        }
      }
      return super.visitMethodInvocation(tree, null);
    }

    private void add(TypeElement service, MethodInvocationTree factory) {
      governed.in(service).stream()
          .filter(ServiceBuildReader::isRetried)
          .findFirst()
          .ifPresent(
              method ->
                  found.add(
                      new Found(
                          method,
                          service,
                          models(factory),
                          Position.of(method.element(), path(factory.getArguments().get(0))))));
    }

    private boolean isFactory(MethodInvocationTree tree) {
      Element called =
          FACTORY_METHODS.contains(nameOf(tree.getMethodSelect()))
              ? elementOf(tree.getMethodSelect())
              : null;
      return called != null && isIn(called, FACTORY);
    }

    /** Of {@code create} the argument, of {@code builder} those of its chain. */
    private List<Model> models(MethodInvocationTree factory) {
      List<Model> models = new ArrayList<>();
      TreePath at = getCurrentPath();
      addModels(factory.getArguments().stream().skip(1), at, models);
      while (at.getParentPath().getLeaf() instanceof MemberSelectTree select
          && at.getParentPath().getParentPath().getLeaf() instanceof MethodInvocationTree call) {
        if (MODEL_SETTERS.contains(select.getIdentifier().toString())) {
          addModels(call.getArguments().stream(), at.getParentPath().getParentPath(), models);
        }
        at = at.getParentPath().getParentPath();
      }
      return models;
    }

    private void addModels(
        Stream<? extends ExpressionTree> arguments, TreePath call, List<Model> to) {
      arguments
          .map(argument -> new TreePath(call, argument))
          .map(argument -> new Model(isLimited(argument), trees.getElement(argument)))
          .forEach(to::add);
    }

    /** Whether it is made by {@code RitmoModels}, or has a type of its package. */
    private boolean isLimited(TreePath expression) {
      Element element = trees.getElement(expression);
      TypeMirror type = trees.getTypeMirror(expression);
      return (expression.getLeaf() instanceof MethodInvocationTree && isLimitedOf(element))
          || (type instanceof DeclaredType declared && isLimitedOf(declared.asElement()));
    }

    private boolean isLimitedOf(@Nullable Element element) {
      return element != null
          && elements.getPackageOf(element).getQualifiedName().contentEquals(LIMITED_MODELS);
    }

    private @Nullable TypeElement classNamedBy(ExpressionTree expression) {
      return expression instanceof MemberSelectTree literal
              && literal.getIdentifier().contentEquals("class")
              && elementOf(literal.getExpression()) instanceof TypeElement type
          ? type
          : null;
    }

    private @Nullable Element elementOf(ExpressionTree expression) {
      return trees.getElement(path(expression));
    }

    private TreePath path(ExpressionTree expression) {
      return new TreePath(getCurrentPath(), expression);
    }
  }

  private static boolean isRetried(GovernedMethod method) {
    Retry retry = method.retry();
    return method.isAbstract() && retry != null && retry.maxAttempts().value() > 1;
  }

  private static String nameOf(ExpressionTree method) {
    if (method instanceof MemberSelectTree select) {
      return select.getIdentifier().toString();
    }
    return method instanceof IdentifierTree name ? name.getName().toString() : "";
  }

  private static boolean isIn(Element member, String type) {
    Element around = member.getEnclosingElement();
    return around != null
        && MoreElements.isType(around)
        && MoreElements.asType(around).getQualifiedName().contentEquals(type);
  }
}
