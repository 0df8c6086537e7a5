package dev.ritmo.processor.write;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of a generated class that extract keys. */
final class KeyMethods {

  private final Map<String, MethodSpec> bySignature = new LinkedHashMap<>();

  KeyMethods(List<GovernedMethod> governed) {
    NameAllocator names = new NameAllocator();
    for (GovernedMethod method : governed) {
      KeyPath key = method.arguments().key();
      if (key != null) {
        String name = names.newName("keyOf" + capitalized(method));
        bySignature.put(method.signature(), KeyCode.of(method, key, name));
      }
    }
  }

  private static String capitalized(GovernedMethod method) {
    String name = method.element().getSimpleName().toString();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  List<MethodSpec> all() {
    return List.copyOf(bySignature.values());
  }

  /** The name of the method for a governed method; null if it has no key. */
  @Nullable String nameFor(GovernedMethod method) {
    MethodSpec code = bySignature.get(method.signature());
    return code == null ? null : code.name();
  }
}
