package dev.ritmo.maven;

/** Fails a build for a reason that its author can fix; the message says how. */
final class WeavingException extends Exception {

  private static final long serialVersionUID = 1;

  WeavingException(String message) {
    super(message);
  }
}
