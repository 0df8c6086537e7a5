package dev.ritmo.spring;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Properties under {@code ritmo} that nothing reads, such as {@code ritmo.limiters.chat.calls}.
 * Spring ignores them silently.
 */
record UnknownProperties(SpringSources sources) {

  private static final Set<String> KNOWN =
      Set.of(
          "limiter",
          "retry",
          "strict",
          "verifyonstart",
          "shutdownonclose",
          "web",
          "endpoint",
          "meters",
          "spans");

  /** Names of other parts of Ritmo, which read their own properties. */
  private static final Set<String> OF_OTHERS = Set.of("otel", "console", "redis", "environment");

  /** Logs them, and returns what was logged. */
  List<String> report() {
    List<String> problems =
        sources.get().stream()
            .filter(source -> !source.hasVariables())
            .flatMap(
                source ->
                    source.values().keySet().stream()
                        .filter(UnknownProperties::isUnknown)
                        .map(key -> "The " + source.name() + " " + key + problem()))
            .distinct()
            .sorted()
            .toList();
    problems.forEach(problem -> System.getLogger("dev.ritmo").log(Level.WARNING, problem));
    return problems;
  }

  private static boolean isUnknown(String key) {
    String name = key.substring("ritmo.".length()).split("[.\\[]", 2)[0];
    String relaxed = name.replace("-", "").replace("_", "");
    return !KNOWN.contains(relaxed.toLowerCase(Locale.ROOT)) && !OF_OTHERS.contains(relaxed);
  }

  private static String problem() {
    return " is not read. Fix: correct or remove it; there are ritmo.limiter.<name>.<element>, ritmo.retry.<name>.<element>, ritmo.strict, ritmo.verify-on-start, ritmo.shut-down-on-close, ritmo.web.enabled, ritmo.endpoint.write, ritmo.meters.enabled and ritmo.spans.enabled.";
  }
}
