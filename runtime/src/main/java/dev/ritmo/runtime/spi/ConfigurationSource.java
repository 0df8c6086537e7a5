package dev.ritmo.runtime.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place that has settings such as {@code ritmo.limiter.chat.calls}, given to {@code
 * Ritmo.configure} by a framework with a configuration of its own. It is asked before system
 * properties, environment variables and {@code ritmo.properties}.
 *
 * <p>Called on the thread of a first call of a governed method, without a lock. Must be thread-safe
 * and should not block.
 */
public interface ConfigurationSource {

  /** What a setting from here is called in messages, such as {@code application.yaml}. */
  String name();

  /**
   * The settings that can be listed, by key; others may be present. Keys that do not start with
   * {@code ritmo.}, or {@code RITMO_} if {@link #hasVariables}, are ignored.
   */
  Map<String, String> values();

  /**
   * Returns the setting with this key if it cannot be listed; null if there is none. Asked only
   * where {@link #isListed} is false, with the documented spelling of the key.
   */
  default @Nullable String value(String key) {
    return null;
  }

  /** Whether {@link #values} lists all settings. The default is true. */
  default boolean isListed() {
    return true;
  }

  /**
   * Whether the keys are names of environment variables, such as {@code RITMO_LIMITER_CHAT_CALLS}.
   * The default is false.
   */
  default boolean hasVariables() {
    return false;
  }
}
