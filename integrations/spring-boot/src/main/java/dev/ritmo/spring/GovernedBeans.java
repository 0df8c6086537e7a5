package dev.ritmo.spring;

import dev.ritmo.runtime.Ritmo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Declares the limiters of all beans when the context is complete, the lazy ones included, without
 * making these: so that limiters are seen before their first calls, and the configuration can be
 * checked.
 */
final class GovernedBeans implements SmartInitializingSingleton {

  private final ConfigurableListableBeanFactory beans;
  private final ConfigurableEnvironment environment;
  private final RitmoProperties properties;
  private final Set<Class<?>> governed = new LinkedHashSet<>();

  GovernedBeans(
      ConfigurableListableBeanFactory beans,
      ConfigurableEnvironment environment,
      RitmoProperties properties) {
    this.beans = beans;
    this.environment = environment;
    this.properties = properties;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (properties.verifyOnStart()) {
      Ritmo.verify();
    }
    for (String name : beans.getBeanDefinitionNames()) {
      Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
      if (type != null) {
        ProgramTypes.of(type).stream().filter(Ritmo::declare).forEach(governed::add);
      }
    }
    List<String> problems = problems();
    if (properties.strict() && !problems.isEmpty()) {
      throw new IllegalStateException(
          "All settings of Ritmo must be in use, because ritmo.strict is true, but %s are not. Fix: correct or remove them: %s"
              .formatted(problems.size(), String.join(" | ", problems)));
    }
  }

  /** The environment has changed. */
  void refresh() {
    Ritmo.reconfigure();
    governed.forEach(Ritmo::declare);
    List<String> unused = problems(); // logged
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>(Ritmo.checkConfiguration());
    problems.addAll(new UnknownProperties(new SpringSources(environment)).report());
    return problems;
  }
}
