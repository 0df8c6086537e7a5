package dev.ritmo.runtime.internal.limiter;

import org.jspecify.annotations.Nullable;

/** Who declares a limiter. */
public interface Declarer {

  /** For messages. */
  String text();

  /** The class that does, if it is known; not to be kept, lest its program could not go. */
  @Nullable Class<?> type();

  /** A method of a class. */
  static Declarer of(Class<?> type, String method) {
    return new OfMethod(type, method);
  }

  /** Code that calls Ritmo. */
  static Declarer caller() {
    return Caller.THIS;
  }

  /** Somebody of that name. */
  static Declarer named(String text) {
    return new OfMethod(null, text);
  }

  /** A class and no lambda, which would be the first of many programs. */
  record OfMethod(@Nullable Class<?> type, String text) implements Declarer {}

  /** The code that is calling now: looked for only if it matters. */
  enum Caller implements Declarer {
    /** The only one, as it has no state. */
    THIS;

    private static final String RITMO = "dev.ritmo.runtime.";

    @Override
    public String text() {
      return "the program";
    }

    @Override
    public @Nullable Class<?> type() {
      return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
          .walk(
              frames ->
                  frames
                      .map(StackWalker.StackFrame::getDeclaringClass)
                      .filter(type -> !type.getName().startsWith(RITMO))
                      .findFirst())
          .orElse(null);
    }
  }
}
