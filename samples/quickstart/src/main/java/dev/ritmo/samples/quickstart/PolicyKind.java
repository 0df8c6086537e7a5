package dev.ritmo.samples.quickstart;

import dev.ritmo.testkit.Policy;
import java.time.Duration;

/** The policies to choose from. */
enum PolicyKind {
  SLIDING("sliding", "sliding window"),
  FIXED("fixed", "fixed window"),
  BUCKET("bucket", "token bucket"),
  QUANTISED("quantised", "quantised");

  private static final int MOST_SLICES = 10;

  private final String argument;
  private final String text;

  PolicyKind(String argument, String text) {
    this.argument = argument;
    this.text = text;
  }

  /** A new policy; its windows start at an odd time, as those of a real provider do. */
  Policy create(int calls, Duration period) {
    Duration phase = period.multipliedBy(37).dividedBy(100);
    return switch (this) {
      case SLIDING -> Policy.slidingWindow(calls, period);
      case FIXED -> Policy.fixedWindow(calls, period, phase);
      case BUCKET -> Policy.tokenBucket(calls, period);
      case QUANTISED -> Policy.quantised(calls, period, slices(calls, period), phase);
    };
  }

  private static int slices(int calls, Duration period) {
    int slices = MOST_SLICES;
    while (calls % slices != 0 || period.toNanos() % slices != 0) {
      slices--;
    }
    return slices;
  }

  String text() {
    return text;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return argument;
  }
}
