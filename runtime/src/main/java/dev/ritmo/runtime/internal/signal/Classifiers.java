package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.internal.context.PerProgram;
import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classifiers that programs add. They are looked up once for each program, at its first
 * failure: with the class loader that loaded Ritmo, then with that of the program, each class once.
 * Thread-safe.
 */
public final class Classifiers {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private static final int MOST_ERRORS = 100;

  private static final PerProgram<List<FailureClassifier>> ALL =
      new PerProgram<>(Classifiers::find);

  /** The names of classifiers that have thrown, to log each once. */
  private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();

  private Classifiers() {}

  /** Forgets all classifiers, so that they are looked up anew. */
  public static void forgetAll() {
    ALL.forgetAll();
    BROKEN.clear();
  }

  /** The answer of the first classifier that knows the failure or a cause; null if none does. */
  static @Nullable Signal signal(List<Throwable> causes, Answer answer) {
    for (FailureClassifier classifier : ALL.current()) {
      for (Throwable cause : causes) {
        Signal signal = signal(classifier, cause, answer);
        if (signal != null) {
          return signal;
        }
      }
    }
    return null;
  }

  @SuppressWarnings("CatchingUnchecked") // an exception of foreign code must not hide the failure
  private static @Nullable Signal signal(
      FailureClassifier classifier, Throwable cause, Answer answer) {
    try {
      return classifier.classify(cause, answer);
    } catch (Throwable e) {
      String name = classifier.getClass().getName();
      if (BROKEN.add(name)) {
        LOG.log(
            Level.WARNING,
            "{0} threw {1} when it was to classify {2}, and is passed over. Fix: return null for failures it does not know.",
            name,
            e.getClass().getName(),
            cause.getClass().getName());
      }
      return null;
    }
  }

  private static List<FailureClassifier> find(@Nullable ClassLoader program) {
    Map<Class<?>, FailureClassifier> found = new LinkedHashMap<>();
    find(Classifiers.class.getClassLoader(), found);
    find(program, found);
    return List.copyOf(found.values());
  }

  private static void find(@Nullable ClassLoader loader, Map<Class<?>, FailureClassifier> found) {
    Iterator<FailureClassifier> services =
        ServiceLoader.load(FailureClassifier.class, loader).iterator();
    for (int errors = 0; errors < MOST_ERRORS; ) {
      try {
        if (!services.hasNext()) {
          return;
        }
        FailureClassifier classifier = services.next();
        found.putIfAbsent(classifier.getClass(), classifier);
      } catch (ServiceConfigurationError | LinkageError e) { // the latter if a class is missing
        errors++;
        LOG.log(Level.WARNING, "Ignored a failure classifier: {0}", e.getMessage());
      }
    }
  }
}
