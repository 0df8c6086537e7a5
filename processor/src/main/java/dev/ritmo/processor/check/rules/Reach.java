package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import com.google.auto.common.Visibility;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.KeyStep;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/** What the generated classes of a package can access: the same as any class in it. */
final class Reach {

  private final PackageElement from;

  private Reach(PackageElement from) {
    this.from = from;
  }

  /** The reach of classes in the package of the element. */
  static Reach from(Element element) {
    return new Reach(MoreElements.getPackage(element));
  }

  /** The package, for messages. */
  String shown() {
    return from.isUnnamed() ? "the unnamed package" : from.getQualifiedName().toString();
  }

  /** Why the type is not accessible: {@code com.acme.Hidden is private}; empty if it is. */
  Optional<String> obstacle(TypeElement type) {
    return obstacle(
        type, type.getQualifiedName().toString(), Visibility.effectiveVisibilityOfElement(type));
  }

  /** What on the path of the key is not accessible, and why; empty if all is. */
  Optional<String> obstacle(KeyPath key) {
    return key.steps().stream().flatMap(this::obstacles).findFirst();
  }

  private Stream<String> obstacles(KeyStep step) {
    // as inherited by the owner, because the declaring type may not be accessible
    Visibility member = Visibility.ofElement(step.member());
    return Stream.of(obstacle(step.owner()), obstacle(step.member(), step.shown(), member))
        .flatMap(Optional::stream);
  }

  private Optional<String> obstacle(Element element, String shown, Visibility visibility) {
    boolean isInReach =
        switch (visibility) {
          case PUBLIC -> true;
          case PROTECTED, DEFAULT -> MoreElements.getPackage(element).equals(from);
          case PRIVATE -> false;
        };
    return isInReach ? Optional.empty() : Optional.of(shown + " is " + nameOf(visibility));
  }

  private static String nameOf(Visibility visibility) {
    return visibility == Visibility.DEFAULT
        ? "package-private"
        : visibility.name().toLowerCase(Locale.ROOT);
  }
}
