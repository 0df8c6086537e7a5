package dev.ritmo.benchmarks.drain;

/** How requests get to the provider. */
enum Transport {
  IN_PROCESS,

  /** Over connections that are there when the batch begins. */
  HTTP,

  /** Over connections that are made for the first requests of the batch. */
  COLD_HTTP;

  boolean isHttp() {
    return this != IN_PROCESS;
  }
}
