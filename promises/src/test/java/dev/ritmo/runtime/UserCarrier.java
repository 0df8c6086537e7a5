package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.ContextCarrier;
import org.jspecify.annotations.Nullable;

/** Carries the user whom a thread works for; found by its service file. */
public final class UserCarrier implements ContextCarrier {

  static final ThreadLocal<@Nullable String> USER = new ThreadLocal<>();

  @Override
  public Carried capture() {
    String user = USER.get();
    return () -> {
      String before = USER.get();
      USER.set(user);
      return () -> USER.set(before);
    };
  }
}
