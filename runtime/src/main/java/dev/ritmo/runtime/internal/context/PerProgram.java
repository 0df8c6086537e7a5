package dev.ritmo.runtime.internal.context;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value per program, found with its class loader at first use. Only a class of the program holds
 * it, so that a stopped program can be unloaded. Thread-safe.
 */
public final class PerProgram<T> {

  private static final @Nullable ClassLoader OWN = PerProgram.class.getClassLoader();

  private final Function<@Nullable ClassLoader, T> find;
  private final Map<ClassLoader, WeakReference<T>> others = new WeakHashMap<>();
  private volatile @Nullable T own;
  private volatile ClassValue<T> kept = keeper();

  /** Finds values with a function of the class loader. */
  public PerProgram(Function<@Nullable ClassLoader, T> find) {
    this.find = find;
  }

  /**
   * The value of the program whose call the current thread handles; if that is unknown, of the
   * program of the thread's context class loader.
   */
  public T current() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Class<?> type = Program.current();
    if (type == null) {
      return of(context);
    }
    ClassLoader loader = type.getClassLoader();
    if (loader == OWN || isWithin(context, loader)) {
      return of(isWithin(context, loader) ? context : loader);
    }
    return kept.get(type);
  }

  /** Forgets all values, so that they are found anew. */
  public void forgetAll() {
    synchronized (others) {
      others.clear();
      own = null;
      kept = keeper();
    }
  }

  /** Whether a loader is a proper descendant of another one. */
  private static boolean isWithin(@Nullable ClassLoader inner, @Nullable ClassLoader outer) {
    for (ClassLoader each = inner; each != null && each != outer; each = each.getParent()) {
      if (each.getParent() == outer) {
        return true;
      }
    }
    return false;
  }

  private T of(@Nullable ClassLoader loader) {
    if (loader == null || loader == OWN) {
      T found = own;
      return found == null ? findOwn() : found;
    }
    synchronized (others) {
      WeakReference<T> known = others.get(loader);
      T found = known == null ? null : known.get();
      if (found == null) {
        found = find.apply(loader);
        others.put(loader, new WeakReference<>(found));
      }
      return found;
    }
  }

  private T findOwn() {
    synchronized (others) {
      T found = own;
      if (found == null) {
        found = find.apply(OWN);
        own = found;
      }
      return found;
    }
  }

  private ClassValue<T> keeper() {
    return new ClassValue<>() {
      @Override
      protected T computeValue(Class<?> type) {
        return of(type.getClassLoader());
      }
    };
  }
}
