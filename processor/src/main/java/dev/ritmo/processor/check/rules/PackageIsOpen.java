package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.RuntimeTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.ModuleElement.OpensDirective;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The runtime can access the generated class: a named module opens its package. */
public final class PackageIsOpen implements Rule<GovernedType> {

  private final Elements elements;
  private final Set<String> reported = new HashSet<>();

  public PackageIsOpen(Elements elements) {
    this.elements = elements;
  }

  @Override
  public void check(GovernedType type, Findings findings) {
    ModuleElement module = elements.getModuleOf(type.element());
    if (type.methods().isEmpty() || module.isUnnamed() || module.isOpen()) {
      return;
    }
    String name = type.packageName();
    boolean open =
        ElementFilter.opensIn(module.getDirectives()).stream()
            .filter(opens -> opens.getPackage().getQualifiedName().contentEquals(name))
            .anyMatch(PackageIsOpen::reachesRuntime);
    if (!open && reported.add(name)) {
      findings.add(
          Diagnostic.PACKAGE_NOT_OPENED, type.position(), name, module.getQualifiedName(), name);
    }
  }

  private static boolean reachesRuntime(OpensDirective opens) {
    List<? extends ModuleElement> targets = opens.getTargetModules();
    return targets == null
        || targets.stream()
            .anyMatch(module -> module.getQualifiedName().contentEquals(RuntimeTypes.MODULE));
  }
}
