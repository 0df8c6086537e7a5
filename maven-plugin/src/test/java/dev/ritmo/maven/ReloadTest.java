package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are loaded again and again, in one JVM with one Ritmo. */
class ReloadTest {

  private static final String SERVICE =
      """
      public class Service {
        @RateLimited(calls = 2, maxWait = 0, limiter = "api")
        @RetryOnRateLimit(retryOn = Failure.class, initialDelay = 0, maxAttempts = 2)
        public static String ask(String text) {
          if (text.isEmpty()) { throw new Failure(); }
          return text;
        }
        @RateLimited(calls = 900, key = "text", limiter = "keyed")
        public static String keyed(String text) { return text; }
        @RateLimited(tokens = 9000, limiter = "tokens")
        public static String tokens(@Prompt String text) { return text; }
        @RateLimited(calls = 900, limiter = "later")
        public static java.util.concurrent.CompletableFuture<String> later(String text) {
          return java.util.concurrent.CompletableFuture.completedFuture(text);
        }
      }
      """;

  private static final String FAILURE =
      """
      public class Failure extends RuntimeException {
        public static int classified;
        public static int estimated;
      }
      """;

  private static final String CLASSIFIER =
      """
      public class Classifier implements dev.ritmo.runtime.spi.FailureClassifier {
        public dev.ritmo.runtime.spi.Signal classify(
            Throwable failure, dev.ritmo.runtime.spi.Answer answer) {
          Failure.classified++;
          return null;
        }
      }
      """;

  private static final String ESTIMATOR =
      """
      public class Estimator implements dev.ritmo.runtime.spi.TokenEstimator {
        public long tokens(CharSequence text) {
          Failure.estimated++;
          return 3;
        }
      }
      """;

  @TempDir Path temp;

  @BeforeEach
  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  private Path program(String name, String service) throws Exception {
    Path classes = temp.resolve(name);
    Compiled.processed(classes, List.of(), service, FAILURE, CLASSIFIER, ESTIMATOR);
    new Weaving(
            classes,
            temp.resolve(name + "-work"),
            Compiled.classPath(),
            AspectPath.of(Compiled.runtime()))
        .run();
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("dev.ritmo.runtime.spi.FailureClassifier"), "acme.Classifier");
    Files.writeString(services.resolve("dev.ritmo.runtime.spi.TokenEstimator"), "acme.Estimator");
    return classes;
  }

  @Test
  void aChangedLimitHoldsAfterTheProgramIsLoadedAnew() throws Exception {
    try (URLClassLoader first = Program.load(program("first", SERVICE));
        URLClassLoader second =
            Program.load(program("second", SERVICE.replace("calls = 2", "calls = 3")))) {
      Program.call(first, "Service", "ask");
      Program.call(first, "Service", "ask");

      assertThat(Program.call(second, "Service", "ask")).isEqualTo("text");

      InvocationTargetException refused =
          assertThrows(
              InvocationTargetException.class, () -> Program.call(second, "Service", "ask"));
      assertThat(refused).hasCauseThat().isInstanceOf(RateLimitExceededException.class);
      assertThat(refused).hasCauseThat().hasMessageThat().contains("3 calls per");
    }
  }

  @Test
  void eachProgramIsAskedWhatItsOwnFailuresAndTextsAre() throws Exception {
    Path classes = program("classes", SERVICE);
    for (int round = 0; round < 2; round++) {
      Ritmo.limiter(
          "api", dev.ritmo.runtime.spi.Limit.calls(2, 1, java.util.concurrent.TimeUnit.MINUTES));
      try (URLClassLoader program = Program.load(classes)) {
        assertThrows(
            InvocationTargetException.class,
            () ->
                program.loadClass("acme.Service").getMethod("ask", String.class).invoke(null, ""));
        Program.call(program, "Service", "tokens");
        Class<?> failure = program.loadClass("acme.Failure");
        assertThat(failure.getField("classified").getInt(null)).isAtLeast(1);
        assertThat(failure.getField("estimated").getInt(null)).isEqualTo(1);
      }
      Ritmo.reset();
    }
  }

  @Test
  void aProgramThatIsStoppedCanGo() throws Exception {
    Path classes = program("classes", SERVICE);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      loaders.add(used(classes));
    }

    for (int tries = 0; tries < 20 && living(loaders) > 0; tries++) {
      System.gc();
    }

    assertThat(living(loaders)).isEqualTo(0);
  }

  private static long living(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().filter(loader -> !loader.refersTo(null)).count();
  }

  private static WeakReference<ClassLoader> used(Path classes) throws Exception {
    try (URLClassLoader program = Program.load(classes)) {
      for (String method : List.of("ask", "keyed", "tokens", "later")) {
        try {
          Program.call(program, "Service", method);
        } catch (InvocationTargetException e) {
          // the limit is shared, so that the later ones are refused
        }
      }
      try {
        program.loadClass("acme.Service").getMethod("ask", String.class).invoke(null, "");
      } catch (InvocationTargetException e) {
        // refused or failed
      }
      return new WeakReference<>(program);
    }
  }
}
