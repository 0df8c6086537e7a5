package dev.ritmo.spring;

import dev.ritmo.runtime.spi.ConfigurationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySource.StubPropertySource;

/** The property sources of an environment, in its order, as they are when they are asked. */
record SpringSources(ConfigurableEnvironment environment)
    implements Supplier<List<ConfigurationSource>> {

  /** Views of the other sources, or of nothing. */
  private static final Set<String> WITHOUT_SETTINGS = Set.of("configurationProperties", "random");

  @Override
  public List<ConfigurationSource> get() {
    List<ConfigurationSource> sources = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (!(source instanceof StubPropertySource) && !WITHOUT_SETTINGS.contains(source.getName())) {
        add(source, sources);
      }
    }
    return sources;
  }

  private void add(PropertySource<?> source, List<ConfigurationSource> to) {
    if (source instanceof CompositePropertySource composite) {
      composite.getPropertySources().forEach(each -> add(each, to)); // may have unlisted parts
      return;
    }
    to.add(new SpringSource(source, environment, false));
    if (source.getSource() == System.getenv() || source.getName().endsWith("ystemEnvironment")) {
      to.add(new SpringSource(source, environment, true));
    }
  }
}
