package dev.ritmo.spring;

import dev.ritmo.runtime.Ritmo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts applications, and closes those that a test leaves open. */
final class Contexts implements BeforeEachCallback, AfterEachCallback {

  private final List<ConfigurableApplicationContext> open = new ArrayList<>();

  @Override
  public void beforeEach(ExtensionContext test) {
    Ritmo.reset();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    open.forEach(ConfigurableApplicationContext::close);
    Ritmo.reset();
  }

  /** Starts an application without a web server. */
  ConfigurableApplicationContext start(Class<?> application, String... arguments) {
    return start(application, WebApplicationType.NONE, arguments);
  }

  ConfigurableApplicationContext start(
      Class<?> application, WebApplicationType type, String... arguments) {
    return start(new SpringApplicationBuilder(application).web(type), arguments);
  }

  ConfigurableApplicationContext start(SpringApplicationBuilder builder, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "--server.port=0";
    all[1] = "--spring.main.banner-mode=off";
    all[2] = "--spring.jmx.enabled=false";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    ConfigurableApplicationContext context = builder.run(all);
    open.add(context);
    return context;
  }
}
