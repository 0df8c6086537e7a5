package dev.ritmo.runtime.spi;

/** Equal to itself only, so that no key of a user is taken for it. */
enum NoKey {
  NONE
}
