package dev.ritmo.testkit;

/** What an answer says about the tokens it has used. The books of the account are always right. */
public enum StatedUsage {
  /** What it has used. */
  TRUE,
  /** Nothing: the usage is left out. */
  NONE,
  /** Zero tokens. */
  ZERO,
  /** Numbers below zero. */
  NEGATIVE
}
