package dev.ritmo.processor;

import com.google.auto.common.MoreElements;
import com.sun.source.util.Trees;
import dev.ritmo.processor.check.CompilationRules;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.Overriding;
import dev.ritmo.processor.model.RuntimeTypes;
import dev.ritmo.processor.model.SourceTrees;
import dev.ritmo.processor.read.OverridingReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Checks that need all types of a compilation: similar names, and types without annotations of
 * their own. Between rounds it keeps names only, because elements are valid for one round.
 */
final class WholeCompilation {

  private final CompilationRules rules;

  /** The names of the types by module, because searching all modules for them is slow. */
  private final Map<String, String> modules = new TreeMap<>();

  WholeCompilation(CompilationRules rules) {
    this.rules = rules;
  }

  /** Adds the types of a round, and their nested types. */
  void add(Elements elements, Iterable<? extends Element> roots) {
    for (TypeElement type : ElementFilter.typesIn(roots)) {
      if (MoreElements.isAnnotationPresent(type, RuntimeTypes.DECORATES.canonicalName())) {
        continue; // generated: its methods represent governed ones without their annotations
      }
      ModuleElement module = elements.getModuleOf(type);
      modules.put(
          type.getQualifiedName().toString(),
          module == null ? "" : module.getQualifiedName().toString());
      add(elements, type.getEnclosedElements());
    }
  }

  /** Checks all types that were added; called in the last round. */
  void check(ProcessingEnvironment environment, Findings findings) {
    Elements elements = environment.getElementUtils();
    @Nullable Trees trees = SourceTrees.of(environment);
    OverridingReader reader = new OverridingReader(elements, environment.getTypeUtils(), trees);
    List<GovernedType> governed = new ArrayList<>();
    List<Overriding> overriding = new ArrayList<>();
    for (Map.Entry<String, String> name : modules.entrySet()) {
      ModuleElement module = elements.getModuleElement(name.getValue());
      TypeElement type =
          module == null
              ? elements.getTypeElement(name.getKey())
              : elements.getTypeElement(module, name.getKey());
      if (type != null) {
        reader.governed(type).forEach(governed::add);
        overriding.addAll(reader.read(type));
      }
    }
    rules.checkTypes(governed, findings);
    rules.checkOverriding(overriding, findings);
  }
}
