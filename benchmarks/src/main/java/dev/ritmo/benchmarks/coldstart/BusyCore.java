package dev.ritmo.benchmarks.coldstart;

/** Keeps one core busy until the program ends, as other programs do during a deployment. */
final class BusyCore {

  private BusyCore() {}

  static void start() {
    Thread thread = new Thread(BusyCore::spin, "busy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void spin() {
    while (true) {
      // no onSpinWait: the core is to be busy
    }
  }
}
