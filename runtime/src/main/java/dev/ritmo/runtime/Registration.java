package dev.ritmo.runtime;

/** An observer that has been added, until it is removed. Safe for use by many threads. */
public interface Registration extends AutoCloseable {

  /** Removes it: calls that start from now on do not know it. Again it does nothing. */
  @Override
  void close();

  /** How often it has thrown something so far, which was swallowed. */
  long failures();
}
