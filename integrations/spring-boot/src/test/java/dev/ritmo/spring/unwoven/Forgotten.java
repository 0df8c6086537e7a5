package dev.ritmo.spring.unwoven;

import dev.ritmo.RateLimited;

/** A class that the build does not weave. */
final class Forgotten {

  @RateLimited(calls = 2)
  String ask(String question) {
    return question;
  }
}
