package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.RuntimeTypes;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** No other class has the name of the generated one. */
public final class GeneratedNameIsFree implements Rule<GovernedType> {

  private final Elements elements;
  private final Map<String, String> generatedFor = new HashMap<>();

  public GeneratedNameIsFree(Elements elements) {
    this.elements = elements;
  }

  @Override
  public void check(GovernedType type, Findings findings) {
    for (String name : type.generatedNames()) {
      String other = generatedFor.putIfAbsent(name, type.name());
      if (other != null) {
        report(name, type, "the class generated for " + other, findings);
      } else if (isTaken(name, type)) {
        report(name, type, "another class", findings);
      }
    }
  }

  /** Whether a class of this name exists that no earlier run of this processor has generated. */
  private boolean isTaken(String name, GovernedType type) {
    TypeElement there = elements.getTypeElement(elements.getModuleOf(type.element()), name);
    return there != null
        && !MoreElements.isAnnotationPresent(there, RuntimeTypes.GOVERNS.canonicalName())
        && !MoreElements.isAnnotationPresent(there, RuntimeTypes.DECORATES.canonicalName());
  }

  private static void report(String name, GovernedType type, String taker, Findings findings) {
    findings.add(Diagnostic.GENERATED_NAME_CLASH, type.position(), name, type.name(), taker);
  }
}
