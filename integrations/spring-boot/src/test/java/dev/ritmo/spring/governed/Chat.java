package dev.ritmo.spring.governed;

import dev.ritmo.RateLimited;

/** A class whose own methods are woven. */
public class Chat {

  /** Limited to two calls a minute, and calls another of its methods. */
  @RateLimited(calls = 2, maxWait = 0, limiter = "chat")
  public String ask(String question) {
    return "Answer to " + question;
  }

  /** Not limited itself. */
  public String askTwice(String question) {
    return ask(question) + ", " + ask(question);
  }
}
