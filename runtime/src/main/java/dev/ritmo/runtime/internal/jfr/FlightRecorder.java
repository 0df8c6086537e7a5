package dev.ritmo.runtime.internal.jfr;

import dev.ritmo.runtime.spi.LimiterEvent;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the JDK's flight recorder. Costs a read of a static field where the recorder has
 * not been used in this process, and works without the module {@code jdk.jfr}: only {@link
 * RecordedEvents} and {@link RecordedWait} know that. Thread-safe.
 */
public final class FlightRecorder {

  private static final boolean IS_PRESENT = isPresent();

  private FlightRecorder() {}

  private static boolean isPresent() {
    Module own = FlightRecorder.class.getModule();
    return ModuleLayer.boot().findModule("jdk.jfr").filter(own::canRead).isPresent();
  }

  /** Whether events may be recorded. */
  public static boolean isOn() {
    return IS_PRESENT && RecordedEvents.areOn();
  }

  /** The current thread begins to wait; null if that is not recorded. */
  public static @Nullable WaitRecording threadWaits() {
    return isOn() ? RecordedWait.threadWaits() : null;
  }

  /** A call begins to wait that blocks no thread; null if that is not recorded. */
  public static @Nullable WaitRecording callWaits() {
    return isOn() ? RecordedWait.callWaits() : null;
  }

  /** Records an event, on the thread that has caused it. Waits are recorded by themselves. */
  public static void record(LimiterEvent event) {
    if (isOn()) {
      RecordedEvents.record(event);
    }
  }
}
