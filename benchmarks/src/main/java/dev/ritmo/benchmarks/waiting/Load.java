package dev.ritmo.benchmarks.waiting;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much the process computes. */
final class Load {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long begin = System.nanoTime();
  private final long cpu = SYSTEM.getProcessCpuTime();

  /** The share of one core since this was made. */
  double share() {
    return (double) (SYSTEM.getProcessCpuTime() - cpu) / (System.nanoTime() - begin);
  }
}
