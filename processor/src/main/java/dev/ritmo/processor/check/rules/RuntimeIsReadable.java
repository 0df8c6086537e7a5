package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.OwnVersion;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.RuntimeTypes;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.util.Elements;

/** The generated class can be compiled: its module reads the runtime. */
public final class RuntimeIsReadable implements Rule<GovernedType> {

  private final Elements elements;
  private final Set<ModuleElement> reported = new HashSet<>();

  public RuntimeIsReadable(Elements elements) {
    this.elements = elements;
  }

  @Override
  public void check(GovernedType type, Findings findings) {
    if (type.methods().isEmpty()) {
      return;
    }
    ModuleElement module = elements.getModuleOf(type.element());
    String runtime = RuntimeTypes.GOVERNED_TYPE.canonicalName();
    if (elements.getTypeElement(module, runtime) != null || !reported.add(module)) {
      return;
    }
    if (module.isUnnamed()) {
      findings.add(Diagnostic.RUNTIME_MISSING, type.position(), OwnVersion.read());
    } else {
      findings.add(Diagnostic.RUNTIME_NOT_REQUIRED, type.position(), module.getQualifiedName());
    }
  }
}
