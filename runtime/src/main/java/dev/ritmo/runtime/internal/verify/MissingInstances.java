package dev.ritmo.runtime.internal.verify;

import dev.ritmo.runtime.internal.generated.LimitedInterfaces;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells of governed interfaces of which no instance has been limited. That is no failure: where
 * verification runs first, as in a test, nothing may have been created yet. Once other interfaces
 * have limited instances, the program is running, and it is more likely that unlimited ones are in
 * use.
 */
final class MissingInstances {

  private final Set<String> interfaces = new TreeSet<>();

  /** Takes note of a governed interface. */
  void note(Class<?> type) {
    if (!LimitedInterfaces.contains(type)) {
      interfaces.add(type.getTypeName());
    }
  }

  /** Logs the interfaces, as a warning if the program has limited instances of others. */
  void log() {
    if (interfaces.isEmpty()) {
      return;
    }
    Level level = LimitedInterfaces.isEmpty() ? Level.INFO : Level.WARNING;
    System.getLogger("dev.ritmo").log(level, text());
  }

  private String text() {
    return """
        No instance of these governed interfaces has been limited so far in this process:
          %s
        If instances are in use already, they pass unlimited. Fix: create them in woven code (AiServices), or pass them to Ritmo.limit(type, instance); for AI services that a framework creates, limit the model instead: RitmoModels.limit(model, limiter) of ritmo-langchain4j."""
        .formatted(String.join("\n  ", interfaces));
  }
}
