package dev.ritmo.runtime.internal.limiter;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who has declared one limiter: types by their names, as the class of a type is another one after a
 * program has been loaded anew, into another class loader. Keeps none of the loaders. Safe for use
 * by many threads.
 */
final class Declarers {

  private final Map<String, WeakReference<ClassLoader>> types = new HashMap<>();
  private final List<WeakReference<ClassLoader>> replaced = new ArrayList<>();

  /** That of the program whose limits are kept now; null if it is not known. */
  private @Nullable WeakReference<ClassLoader> current;

  Declarers(Declarer first) {
    current = loader(first.type());
    agree(first);
  }

  /** What becomes of a declaration that does not agree with the limits in force. */
  enum Outcome {
    /** It replaces them: by the same type, loaded anew, or after a program that is gone. */
    REPLACES,
    /** It is one of a program that has been replaced and still runs. */
    OUTDATED,
    /** It is an error: two types of one program, or of two that run together. */
    DISAGREES
  }

  /** Takes note of a declaration that agrees. */
  synchronized void agree(Declarer by) {
    Class<?> type = by.type();
    WeakReference<ClassLoader> loader = loader(type);
    if (type != null && loader != null && !isReplaced(loader)) {
      types.put(type.getName(), loader);
    }
  }

  /** Takes note of a declaration that does not agree. */
  synchronized Outcome differ(Declarer by) {
    Class<?> type = by.type();
    WeakReference<ClassLoader> loader = loader(type);
    if (type == null || loader == null || current == null || isSame(current, loader)) {
      return Outcome.DISAGREES;
    }
    if (isReplaced(loader)) {
      return Outcome.OUTDATED;
    }
    WeakReference<ClassLoader> before = types.get(type.getName());
    boolean isLoadedAnew = before != null && !isSame(before, loader);
    if (!isLoadedAnew && !current.refersTo(null)) {
      return Outcome.DISAGREES;
    }
    replaced.removeIf(gone -> gone.refersTo(null));
    replaced.add(current);
    current = loader;
    types.put(type.getName(), loader);
    return Outcome.REPLACES;
  }

  private boolean isReplaced(WeakReference<ClassLoader> loader) {
    return replaced.stream().anyMatch(other -> isSame(other, loader));
  }

  private static boolean isSame(WeakReference<ClassLoader> one, WeakReference<ClassLoader> other) {
    return one.refersTo(other.get());
  }

  private static @Nullable WeakReference<ClassLoader> loader(@Nullable Class<?> type) {
    ClassLoader loader = type == null ? null : type.getClassLoader();
    return loader == null ? null : new WeakReference<>(loader);
  }
}
