package dev.ritmo.processor.read;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.OverridingElement;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Whether the values of our annotations have the types of their elements. In incomplete source they
 * need not, and compilers put various objects there; they report the error themselves.
 */
public final class WellFormed {

  private static final String OURS = "dev.ritmo.";

  private WellFormed() {}

  /** Whether a type can be read: its own annotations and those of its methods. */
  public static boolean is(TypeElement type) {
    return Stream.concat(
            Stream.of(type), ElementFilter.methodsIn(type.getEnclosedElements()).stream())
        .allMatch(WellFormed::isElement);
  }

  private static boolean isElement(Element element) {
    return element.getAnnotationMirrors().stream()
        .allMatch(
            annotation -> isOurs(annotation) ? isAnnotation(annotation) : isComposed(annotation));
  }

  /** The annotations of ours that an annotation carries, and the values that override theirs. */
  private static boolean isComposed(AnnotationMirror annotation) {
    Element type = annotation.getAnnotationType().asElement();
    return Composition.carriedBy(type).stream().allMatch(WellFormed::isAnnotation)
        && Composition.overridingElements(type).stream()
            .filter(OverridingElement::sameType)
            .map(OverridingElement::element)
            .allMatch(
                element ->
                    isNothingOrValue(element.getDefaultValue(), element)
                        && isNothingOrValue(annotation.getElementValues().get(element), element));
  }

  private static boolean isNothingOrValue(
      @Nullable AnnotationValue value, ExecutableElement element) {
    return value == null || isValue(value, element.getReturnType());
  }

  private static boolean isOurs(AnnotationMirror annotation) {
    return MoreTypes.asTypeElement(annotation.getAnnotationType())
        .getQualifiedName()
        .toString()
        .startsWith(OURS);
  }

  private static boolean isAnnotation(AnnotationMirror annotation) {
    return annotation.getElementValues().entrySet().stream()
        .allMatch(entry -> isValue(entry.getValue(), entry.getKey().getReturnType()));
  }

  private static boolean isValue(AnnotationValue value, TypeMirror declared) {
    Object found = value.getValue();
    return switch (declared.getKind()) {
      case BOOLEAN -> found instanceof Boolean;
      case INT -> found instanceof Integer;
      case LONG -> found instanceof Long;
      case DOUBLE -> found instanceof Double;
      case ARRAY -> {
        TypeMirror component = MoreTypes.asArray(declared).getComponentType();
        yield found instanceof List<?> values
            && values.stream()
                .allMatch(
                    one -> one instanceof AnnotationValue single && isValue(single, component));
      }
      case DECLARED -> isDeclared(found, MoreTypes.asTypeElement(declared));
      default -> throw new IllegalArgumentException("no element of ours is of type " + declared);
    };
  }

  private static boolean isDeclared(Object found, TypeElement declared) {
    return switch (declared.getKind()) {
      case ENUM ->
          found instanceof VariableElement constant
              && constant.getKind() == ElementKind.ENUM_CONSTANT;
      case ANNOTATION_TYPE -> found instanceof AnnotationMirror nested && isAnnotation(nested);
      default ->
          declared.getQualifiedName().contentEquals("java.lang.String")
              // javac writes "<error>" for a class that it does not find
              ? found instanceof String
              : found instanceof TypeMirror type && type.getKind() == TypeKind.DECLARED;
    };
  }
}
