package dev.ritmo.spring;

import dev.ritmo.runtime.Registration;
import dev.ritmo.runtime.Ritmo;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Gives the environment of the context to Ritmo before any ordinary bean is made, and takes it back
 * when all are destroyed. Limiters that are in use already are changed.
 */
final class ContextConfiguration
    implements BeanFactoryPostProcessor,
        PriorityOrdered,
        ApplicationContextAware,
        ApplicationListener<ContextClosedEvent>,
        DisposableBean {

  private @Nullable ApplicationContext context;
  private @Nullable Registration registration;
  private boolean isClosing;

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void setApplicationContext(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    OpenContexts.opened();
    if (context != null && context.getEnvironment() instanceof ConfigurableEnvironment given) {
      registration = Ritmo.configure(new SpringSources(given));
    }
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    if (event.getApplicationContext() == context) { // and not a child of it
      close(
          context
              .getEnvironment()
              .getProperty("ritmo.shut-down-on-close", Boolean.class, Boolean.TRUE));
    }
  }

  private void close(boolean shutsDown) {
    if (!isClosing) {
      isClosing = true;
      OpenContexts.closing(shutsDown);
    }
  }

  /** Also called if the context could not start. */
  @Override
  public void destroy() {
    close(false);
    if (registration != null) {
      registration.close();
    }
    OpenContexts.closed();
  }
}
