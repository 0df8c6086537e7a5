package dev.ritmo.runtime;

/** The registration of an observer or a listener; closing it removes it. Thread-safe. */
public interface Registration extends AutoCloseable {

  /** Removes it: it does not hear of calls that start from now on. Closing again does nothing. */
  @Override
  void close();

  /** The number of exceptions that it has thrown so far; all were swallowed. */
  long failures();
}
