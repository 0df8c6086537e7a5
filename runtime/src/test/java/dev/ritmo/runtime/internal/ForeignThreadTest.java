package dev.ritmo.runtime.internal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.internal.config.Environment;
import dev.ritmo.runtime.internal.context.CallerContext;
import dev.ritmo.runtime.internal.tokens.TokenServices;
import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.ContextCarrier;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TokenEstimator;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a program brings along is found on threads whose context class loader does not see it, as
 * those of the common pool, where the program has a class loader of its own.
 */
final class ForeignThreadTest {

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static URL home(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private void file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Runs something in a program of its own, on a thread that knows nothing of it. */
  private Object run(Class<?> task) throws Exception {
    URL[] program = {
      folder.toUri().toURL(), home(Bounds.class), home(Environment.class), home(task)
    };
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(program, platform)) {
      Thread.currentThread().setContextClassLoader(platform);
      Class<?> there = loader.loadClass(task.getName());
      return ((Callable<?>) there.getDeclaredConstructor().newInstance()).call();
    }
  }

  @Test
  void theFileOfTheProgramIsFound() throws Exception {
    file("ritmo.properties", "ritmo.limiter.foreign.calls = 20");

    assertThat(run(Calls.class)).isEqualTo(20);
  }

  @Test
  void theServicesOfTheProgramAreFound() throws Exception {
    file("META-INF/services/" + TokenEstimator.class.getName(), Sevens.class.getName());

    assertThat(run(Tokens.class)).isEqualTo(7);
  }

  @Test
  void anObserverOfTheProgramIsFound() throws Exception {
    file("META-INF/services/" + CallObserver.class.getName(), Listening.class.getName());

    assertThat(run(Observed.class)).isEqualTo("observed");
  }

  @Test
  void aServiceOfWhichAPartIsMissingEndsNoCall() throws Exception {
    file("META-INF/services/" + ContextCarrier.class.getName(), Unlinked.class.getName());

    assertThat(run(Context.class)).isEqualTo("goes on");
  }

  /** The limiter of the call that was observed last. */
  public static final class Observed implements Callable<Object> {
    @Override
    public Object call() throws Exception {
      Limiter limiter = Ritmo.limiter("observed", Limit.calls(1, 1, TimeUnit.MINUTES));
      limiter.call().run(() -> "answer");
      return Listening.heard;
    }
  }

  public static final class Listening implements CallObserver {
    private static volatile String heard = "nothing";

    @Override
    public CallScope callStarted(Call call) {
      heard = call.limiter();
      return new CallScope() {
        @Override
        public void ended(Outcome outcome, @Nullable Throwable failure) {}
      };
    }
  }

  /** An asynchronous call takes along what its thread holds. */
  public static final class Context implements Callable<Object> {
    @Override
    public Object call() {
      CallerContext.ofThisThread();
      return "goes on";
    }
  }

  /** The program does not have what one of these types comes from. */
  public static final class Unlinked implements ContextCarrier, Executable {
    @Override
    public Carried capture() {
      return () -> () -> {};
    }

    @Override
    public void execute() {}
  }

  /** The calls in force of a limiter with ten. */
  public static final class Calls implements Callable<Object> {
    @Override
    public Object call() {
      List<Limit> declared = List.of(Limit.calls(10, 1, TimeUnit.MINUTES));
      return (int) Environment.overrides().limits("foreign", declared).get(0).amount();
    }
  }

  /** The tokens of a text. */
  public static final class Tokens implements Callable<Object> {
    @Override
    public Object call() {
      return (int) TokenServices.current().estimator().tokens("text");
    }
  }

  public static final class Sevens implements TokenEstimator {
    @Override
    public long tokens(CharSequence text) {
      return 7;
    }
  }
}
