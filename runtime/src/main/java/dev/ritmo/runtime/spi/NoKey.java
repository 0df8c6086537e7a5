package dev.ritmo.runtime.spi;

/** An enum, so that no key of a program equals it. */
enum NoKey {
  NONE
}
