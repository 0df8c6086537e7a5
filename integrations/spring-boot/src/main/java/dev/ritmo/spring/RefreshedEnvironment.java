package dev.ritmo.spring;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;

/** Changes limiters when Spring Cloud has changed the environment. */
final class RefreshedEnvironment implements ApplicationListener<EnvironmentChangeEvent> {

  private final GovernedBeans beans;

  RefreshedEnvironment(GovernedBeans beans) {
    this.beans = beans;
  }

  @Override
  public void onApplicationEvent(EnvironmentChangeEvent event) {
    boolean isAboutUs =
        event.getKeys().stream()
            .anyMatch(key -> key.startsWith("ritmo.") || PropertyKeys.isVariable(key));
    if (isAboutUs) {
      beans.refresh();
    }
  }
}
