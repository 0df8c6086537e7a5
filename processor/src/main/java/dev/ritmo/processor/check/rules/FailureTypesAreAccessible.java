package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import com.google.auto.common.Visibility;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.Retry;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * The generated class, in the package of the annotated one, can name the classes in retryOn and
 * abortOn.
 */
public final class FailureTypesAreAccessible implements Rule<Retry> {

  @Override
  public void check(Retry retry, Findings findings) {
    String packageName =
        MoreElements.getPackage(retry.place().element()).getQualifiedName().toString();
    Stream.concat(retry.retryOn().stream(), retry.abortOn().stream())
        .filter(failure -> !isAccessible(failure.type(), retry.place().element()))
        .forEach(
            failure ->
                findings.add(
                    Diagnostic.RETRY_TYPE_INACCESSIBLE,
                    retry.place().at(failure.written()),
                    failure.element(),
                    packageName,
                    failure.type().getQualifiedName(),
                    describe(Visibility.effectiveVisibilityOfElement(failure.type()))));
  }

  private static boolean isAccessible(TypeElement type, Element from) {
    return switch (Visibility.effectiveVisibilityOfElement(type)) {
      case PUBLIC -> true;
      case PROTECTED, DEFAULT ->
          MoreElements.getPackage(type).equals(MoreElements.getPackage(from));
      case PRIVATE -> false;
    };
  }

  private static String describe(Visibility visibility) {
    return visibility == Visibility.DEFAULT
        ? "package-private"
        : visibility.name().toLowerCase(Locale.ROOT);
  }
}
