package dev.ritmo.benchmarks.footprint;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;

/**
 * The main class of a fresh virtual machine: prints how long the first call takes from before its
 * class is loaded, in nanoseconds, how many classes are loaded meanwhile, and how long the first
 * call of another class takes, for which all that is there.
 */
final class FirstCall {

  private FirstCall() {}

  public static void main(String... args) {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    int before = classes.getLoadedClassCount();
    long begin = System.nanoTime();
    new Fresh().call("text");
    long first = System.nanoTime() - begin;
    int loaded = classes.getLoadedClassCount() - before;
    begin = System.nanoTime();
    new Other().call("text");
    long other = System.nanoTime() - begin;
    System.out.println(first + " " + loaded + " " + other);
  }
}
