package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classifiers that a program adds. */
final class ClassifiersTest {

  private static final String SERVICE = "META-INF/services/" + FailureClassifier.class.getName();

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final Logger logger = Logger.getLogger("dev.ritmo");
  private final List<String> lines = new ArrayList<>();
  private final Handler log = new Lines();

  @TempDir Path classes;

  @BeforeEach
  void listen() {
    logger.addHandler(log);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void forget() {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
    Thread.currentThread().setContextClassLoader(before);
    Classifiers.forgetAll();
  }

  private final class Lines extends Handler {
    @Override
    public void publish(LogRecord line) {
      lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private void register(String... names) throws IOException {
    Path file = classes.resolve(SERVICE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", names));
    URL[] urls = {classes.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, before));
    Classifiers.forgetAll();
  }

  private static Signal signal(Throwable failure) {
    return Signals.of(failure, Instant.EPOCH);
  }

  private static Throwable rejection() {
    return Clients.spring(429, Map.of("Retry-After", "7"), "{\"error\":{\"type\":\"tokens\"}}");
  }

  @Test
  void theyAreAskedBeforeThoseOfRitmo() throws Exception {
    assertThat(signal(rejection()).kind()).isEqualTo(Kind.REJECTED);

    register(SaysUseless.class.getName());

    assertThat(signal(rejection())).isEqualTo(Signal.of(Kind.USELESS));
  }

  @Test
  void theyAreAskedForEveryCause() throws Exception {
    register(KnowsMine.class.getName());

    assertThat(signal(new Mine()).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(signal(new CompletionException(new RuntimeException(new Mine()))).kind())
        .isEqualTo(Kind.OVERLOADED);
    assertThat(signal(new IllegalStateException()).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void whatTheyLeaveOpenIsTakenFromTheAnswer() throws Exception {
    register(SaysRejected.class.getName());

    assertThat(signal(rejection()))
        .isEqualTo(new Signal(Kind.REJECTED, Dimension.TOKENS, 7_000_000_000L));
  }

  @Test
  void aReasonThatTheyLeaveOpenIsTakenFromTheAnswerToo() throws Exception {
    register(SaysUseless.class.getName());

    String spent = "{\"error\":{\"code\":\"insufficient_quota\"}}";
    assertThat(signal(Clients.jdk(429, Map.of(), spent)).reason()).isEqualTo(Reason.SPEND);
    assertThat(signal(rejection()).reason()).isEqualTo(Reason.UNKNOWN); // of another kind
  }

  @Test
  void theReasonThatTheyGiveStands() throws Exception {
    register(SaysContent.class.getName());

    assertThat(signal(rejection())).isEqualTo(Signal.of(Kind.USELESS, Reason.CONTENT));
  }

  @Test
  void theyReadTimesAsRitmoDoes() throws Exception {
    register(StatesWhatTheHeaderDoes.class.getName());

    assertThat(acme("1500")).isEqualTo(Duration.ofMillis(1500));
    assertThat(acme("7, 30")).isEqualTo(Duration.ofMillis(30));
    assertThat(acme("1m2.5s")).isEqualTo(Duration.ofMillis(62_500));
    assertThat(acme("PT2S")).isEqualTo(Duration.ofSeconds(2));
    assertThat(acme("Thu, 01 Jan 1970 00:00:09 GMT")).isEqualTo(Duration.ofSeconds(9));
    assertThat(acme("0")).isEqualTo(Duration.ofSeconds(7)); // nil: what else there is
    assertThat(acme("soon")).isEqualTo(Duration.ofSeconds(7));
  }

  private static Duration acme(String value) {
    Map<String, String> headers = Map.of("acme-reset", value, "Retry-After", "7");
    return Duration.ofNanos(signal(Clients.jdk(429, headers, "")).statedDelayNanos());
  }

  @Test
  void whatTheyStateStands() throws Exception {
    register(SaysSlotsAtOnce.class.getName());

    assertThat(signal(rejection())).isEqualTo(new Signal(Kind.REJECTED, Dimension.SLOTS, 0));
  }

  @Test
  void aTimeBeyondReasonIsTakenForNone() throws Exception {
    register(SaysInCenturies.class.getName());

    assertThat(signal(new IllegalStateException())).isEqualTo(Signal.of(Kind.REJECTED));
    assertThat(signal(rejection()).statedDelayNanos()).isEqualTo(7_000_000_000L);
  }

  @Test
  void oneThatThrowsIsLoggedOnceAndPassedOver() throws Exception {
    register(Throws.class.getName(), KnowsMine.class.getName());

    assertThat(signal(new Mine()).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(signal(rejection()).kind()).isEqualTo(Kind.REJECTED);

    assertThat(lines)
        .containsExactly(
            Throws.class.getName()
                + " threw java.lang.StackOverflowError when it was to classify "
                + Mine.class.getName()
                + ", and is passed over. Fix: return null for failures it does not know.");
  }

  @Test
  void oneThatCannotBeMadeIsLoggedAndTheOthersAreAsked() throws Exception {
    register("com.example.Missing", Unmakeable.class.getName(), KnowsMine.class.getName());

    assertThat(signal(new Mine()).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("Ignored a failure classifier: ");
    assertThat(lines.get(0)).contains("com.example.Missing");
    assertThat(lines.get(1)).contains(Unmakeable.class.getName());
  }

  @Test
  void oneThatCannotBeLoadedIsLoggedAndTheOthersAreAsked() throws Exception {
    register("com.example.Unlinked", KnowsMine.class.getName());
    Thread.currentThread().setContextClassLoader(new WithoutParts(currentLoader()));

    assertThat(signal(new Mine()).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("Ignored a failure classifier: ");
  }

  private static ClassLoader currentLoader() {
    return Thread.currentThread().getContextClassLoader();
  }

  /** Has classes that extend what is not there. */
  private static final class WithoutParts extends ClassLoader {

    WithoutParts(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.endsWith("Unlinked")) {
        throw new NoClassDefFoundError("com/example/Missing");
      }
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void errorsAndCancellationsAreNotTheirs() throws Exception {
    register(SaysRejected.class.getName());

    assertThat(signal(new OutOfMemoryError())).isEqualTo(Signal.of(Kind.UNKNOWN));
    assertThat(signal(new InterruptedException())).isEqualTo(Signal.of(Kind.UNKNOWN));
  }

  @Test
  void theySeeWhatIsKnownOfTheAnswer() throws Exception {
    register(LooksAtTheAnswer.class.getName());

    String body =
        "{\"code\":\"My_Code\",\"message\":\"Mine.\",\"inner\":[{\"name\":\"a\"},{\"name\":\"b\"}]}";
    Map<String, String> headers = Map.of("x-mine", "yes", "Retry-After", "3");

    assertThat(signal(Clients.jdk(429, headers, body)).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(signal(new RuntimeException("nothing")).kind()).isEqualTo(Kind.UNKNOWN);
  }

  static final class Mine extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  public static final class SaysUseless implements FailureClassifier {
    @Override
    public Signal classify(Throwable failure, Answer answer) {
      return Signal.of(Kind.USELESS);
    }
  }

  public static final class SaysContent implements FailureClassifier {
    @Override
    public Signal classify(Throwable failure, Answer answer) {
      return Signal.of(Kind.USELESS, Reason.CONTENT);
    }
  }

  public static final class StatesWhatTheHeaderDoes implements FailureClassifier {
    @Override
    public Signal classify(Throwable failure, Answer answer) {
      Duration reset = answer.duration("Acme-Reset", TimeUnit.MILLISECONDS);
      Signal rejected = Signal.of(Kind.REJECTED);
      return reset == null ? rejected : rejected.withStatedDelayNanos(reset.toNanos());
    }
  }

  public static final class SaysRejected implements FailureClassifier {
    @Override
    public Signal classify(Throwable failure, Answer answer) {
      return Signal.of(Kind.REJECTED);
    }
  }

  public static final class SaysSlotsAtOnce implements FailureClassifier {
    @Override
    public Signal classify(Throwable failure, Answer answer) {
      return new Signal(Kind.REJECTED, Dimension.SLOTS, 0);
    }
  }

  public static final class SaysInCenturies implements FailureClassifier {
    @Override
    public Signal classify(Throwable failure, Answer answer) {
      return new Signal(Kind.REJECTED, null, Long.MAX_VALUE);
    }
  }

  public static final class KnowsMine implements FailureClassifier {
    @Override
    public @Nullable Signal classify(Throwable failure, Answer answer) {
      return failure instanceof Mine ? Signal.of(Kind.OVERLOADED) : null;
    }
  }

  public static final class LooksAtTheAnswer implements FailureClassifier {
    @Override
    public @Nullable Signal classify(Throwable failure, Answer answer) {
      boolean isKnown =
          answer.status() == 429
              && "yes".equals(answer.header("X-Mine"))
              && answer.codes().contains("my_code")
              && answer.text().contains("My_Code")
              && answer.values("Inner.Name").equals(List.of("a", "b"))
              && answer.messages().equals(List.of("Mine."))
              && answer.headers("x-mine").equals(List.of("yes"))
              && Duration.ofSeconds(3).equals(answer.retryAfter())
              && answer.duration("x-other", TimeUnit.SECONDS) == null;
      return isKnown ? Signal.of(Kind.TRANSIENT) : null;
    }
  }

  public static final class Throws implements FailureClassifier {
    @Override
    public Signal classify(Throwable failure, Answer answer) {
      throw new StackOverflowError("mine");
    }
  }

  public static final class Unmakeable implements FailureClassifier {
    public Unmakeable() {
      throw new IllegalStateException();
    }

    @Override
    public @Nullable Signal classify(Throwable failure, Answer answer) {
      return null;
    }
  }
}
