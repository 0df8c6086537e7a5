package dev.ritmo.runtime.internal.verify;

import dev.ritmo.runtime.spi.LimitedInstanceListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears of the instances that are limited in these tests, and fails for some. */
public final class HeardInstances implements LimitedInstanceListener {

  static final List<Object> HEARD = new CopyOnWriteArrayList<>();

  /** Found by {@link java.util.ServiceLoader}. */
  public HeardInstances() {}

  @Override
  public void limited(Class<?> type, Object instance) {
    if (type.getName().startsWith("acme.")) {
      HEARD.add(type.getName());
      HEARD.add(instance);
    }
    if (type.getName().equals("acme.Other")) {
      throw new IllegalStateException("cannot look into it");
    }
  }
}
