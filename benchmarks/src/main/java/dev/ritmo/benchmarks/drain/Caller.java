package dev.ritmo.benchmarks.drain;

/** Makes a call: sends its request, perhaps later, perhaps again. */
@FunctionalInterface
interface Caller {

  void call(int number) throws Exception;
}
