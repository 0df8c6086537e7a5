package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterRegistry;
import java.util.List;

/** Reads the configuration anew for limiters that exist, and checks it as a whole. */
public final class Reconfiguration {

  private Reconfiguration() {}

  /** Changes all limiters to what the configuration says by now; reports problems anew. */
  public static void run() {
    Reports.forgetAll();
    Overrides overrides = Environment.overrides();
    LimiterRegistry.current()
        .reconfigure(name -> LimiterConfiguration.ofAnnotation(name, overrides));
  }

  /** All problems by now, settings for limiters that do not exist included. */
  public static List<String> problems() {
    return UnreadSettings.report(
        LimiterRegistry.current().all().stream().map(Admission::name).toList());
  }
}
