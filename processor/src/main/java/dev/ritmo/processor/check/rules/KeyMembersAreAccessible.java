package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import com.google.auto.common.Visibility;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.KeyStep;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;

/** The generated class, in the package of the governed method, can take the steps of a key. */
public final class KeyMembersAreAccessible implements Rule<GovernedMethod> {

  @Override
  public void check(GovernedMethod method, Findings findings) {
    KeyPath key = method.arguments().key();
    if (key == null) {
      return;
    }
    PackageElement from = MoreElements.getPackage(method.element());
    for (KeyStep step : key.steps()) {
      Visibility type = Visibility.effectiveVisibilityOfElement(step.owner());
      if (!isAccessible(type, step.owner(), from)) {
        report(method, key, step.owner().toString(), type, from, findings);
        return;
      }
      // as inherited by the owner: the type that declares it may be out of reach
      Visibility member = Visibility.ofElement(step.member());
      if (!isAccessible(member, step.member(), from)) {
        report(method, key, step.shown(), member, from, findings);
        return;
      }
    }
  }

  private static boolean isAccessible(Visibility visibility, Element element, PackageElement from) {
    return switch (visibility) {
      case PUBLIC -> true;
      case PROTECTED, DEFAULT -> MoreElements.getPackage(element).equals(from);
      case PRIVATE -> false;
    };
  }

  private static void report(
      GovernedMethod method,
      KeyPath key,
      String shown,
      Visibility visibility,
      PackageElement from,
      Findings findings) {
    findings.add(
        Diagnostic.KEY_MEMBER_INACCESSIBLE,
        key.at(),
        method.subject(),
        from.isUnnamed() ? "the unnamed package" : from.getQualifiedName(),
        shown,
        visibility == Visibility.DEFAULT
            ? "package-private"
            : visibility.name().toLowerCase(Locale.ROOT));
  }
}
