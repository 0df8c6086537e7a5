package dev.ritmo.runtime.internal.verify;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.internal.generated.Decorators;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Governed interfaces of which no instance is limited are told of, which is no failure. */
final class MissingInstancesTest {

  @TempDir Path temp;

  private final Logger logger = Logger.getLogger("dev.ritmo");
  private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private Path interfaces() throws IOException {
    return Compiled.into(
            temp,
            source("Client"),
            decorator("Client"),
            listing("Client"),
            source("Other"),
            decorator("Other"),
            listing("Other"))
        .folder();
  }

  private static String source(String name) {
    return "package acme; public interface "
        + name
        + " { @dev.ritmo.RateLimited(calls = 1) void ask(); }";
  }

  private static String decorator(String name) {
    return """
        package acme;
        final class NAME_Limited implements NAME {
          NAME_Limited(NAME target) {}
          @dev.ritmo.runtime.aspect.Woven @dev.ritmo.runtime.spi.Governed public void ask() {}
        }
        """
        .replace("NAME", name);
  }

  private static String listing(String name) {
    return """
        package acme;
        import dev.ritmo.runtime.spi.*;
        final class NAME_Limited_Ritmo implements GovernedType {
          public java.util.List<GovernedMethod> methods() {
            return java.util.List.of(GovernedMethod.of("ask()", "a"));
          }
        }
        """
        .replace("NAME", name);
  }

  private static Object limit(ClassLoader loader, String name) throws ClassNotFoundException {
    Class<?> type = loader.loadClass(name);
    Object instance =
        Proxy.newProxyInstance(loader, new Class<?>[] {type}, (proxy, method, arguments) -> null);
    Object limited = Decorators.limit(instance);
    assertThat(limited).isNotSameInstanceAs(instance);
    assertThat(Decorators.limit(limited)).isSameInstanceAs(limited);
    return instance;
  }

  @Test
  void theyAreListedUntilAnInstanceIsLimited() throws Exception {
    Path classes = interfaces();
    try (URLClassLoader loader = Compiled.loader(classes)) {
      new WeavingCheck(ClassPath.of(classes), loader).verify();
      assertThat(logged).hasSize(1);
      assertThat(logged.get(0).getMessage())
          .startsWith(
              """
              No instance of these governed interfaces has been limited so far in this process:
                acme.Client
                acme.Other
              """);
      assertThat(logged.get(0).getMessage()).contains("Fix: create them in woven code");

      Object unused = limit(loader, "acme.Client");
      new WeavingCheck(ClassPath.of(classes), loader).verify();
      assertThat(logged).hasSize(2);
      assertThat(logged.get(1).getMessage()).doesNotContain("acme.Client");
      assertThat(logged.get(1).getMessage()).contains("  acme.Other\n");
      assertThat(logged.get(1).getLevel()).isEqualTo(Level.WARNING);

      unused = limit(loader, "acme.Other");
      logged.clear(); // a listener has failed
      new WeavingCheck(ClassPath.of(classes), loader).verify();
      assertThat(logged).isEmpty();
    }
  }

  @Test
  void listenersHearOfEachInstanceThatIsWrapped() throws Exception {
    HeardInstances.HEARD.clear();
    try (URLClassLoader loader = Compiled.loader(interfaces())) {
      Object client = limit(loader, "acme.Client");
      assertThat(HeardInstances.HEARD).hasSize(2);
      assertThat(HeardInstances.HEARD.get(0)).isEqualTo("acme.Client");
      assertThat(HeardInstances.HEARD.get(1)).isSameInstanceAs(client);
    }
  }

  @Test
  void aListenerThatFailsIsLoggedAndTheInstanceLimitedAllTheSame() throws Exception {
    try (URLClassLoader loader = Compiled.loader(interfaces())) {
      Object unused = limit(loader, "acme.Other");
    }
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getMessage()).startsWith("A LimitedInstanceListener has failed: ");
  }
}
