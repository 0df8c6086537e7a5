package dev.ritmo.runtime.internal.context;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What each program brings along, found with its class loader when it is first needed. It is kept
 * by a class of the program, and by nothing of Ritmo, so that a program that is stopped can go.
 * Safe for use by many threads.
 */
public final class PerProgram<T> {

  private static final @Nullable ClassLoader OWN = PerProgram.class.getClassLoader();

  private final Function<@Nullable ClassLoader, T> find;
  private final Map<ClassLoader, WeakReference<T>> others = new WeakHashMap<>();
  private volatile @Nullable T own;
  private volatile ClassValue<T> kept = keeper();

  /** Found by a function of the class loader. */
  public PerProgram(Function<@Nullable ClassLoader, T> find) {
    this.find = find;
  }

  /**
   * That of the program whose call the current thread deals with; where that is not known, of the
   * one that the thread's context class loader belongs to.
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

  /** Finds all anew when they are needed again. */
  public void forgetAll() {
    synchronized (others) {
      others.clear();
      own = null;
      kept = keeper();
    }
  }

  /** Whether a loader sees more than another one, whose classes it sees as well. */
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
