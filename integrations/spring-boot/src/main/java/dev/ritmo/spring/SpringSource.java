package dev.ritmo.spring;

import dev.ritmo.runtime.spi.ConfigurationSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * A property source of Spring's environment. Those that list their properties may spell keys in all
 * ways that Ritmo knows; others are asked for the documented spelling.
 *
 * @param hasVariables whether its variables are meant here, and not its properties
 */
record SpringSource(PropertySource<?> source, Environment environment, boolean hasVariables)
    implements ConfigurationSource {

  @Override
  public String name() {
    if (hasVariables) {
      return "environment variable";
    }
    boolean isOfSystem = source.getName().equals("systemProperties");
    return isOfSystem ? "system property" : "property of " + source.getName();
  }

  @Override
  public Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    if (source instanceof EnumerablePropertySource<?> listed) {
      Predicate<String> isMeant = hasVariables ? PropertyKeys::isVariable : key -> true;
      for (String key : listed.getPropertyNames()) {
        String plain = hasVariables ? key : PropertyKeys.plain(key);
        String value = plain == null || !isMeant.test(key) ? null : value(key);
        if (plain != null && value != null) {
          values.put(plain, value);
        }
      }
    }
    return values;
  }

  @Override
  public @Nullable String value(String key) {
    Object value = source.getProperty(key);
    return value == null ? null : environment.resolvePlaceholders(value.toString());
  }

  @Override
  public boolean isListed() {
    return source instanceof EnumerablePropertySource<?>;
  }
}
