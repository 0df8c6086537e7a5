package dev.ritmo.samples.tenants;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A user who asks one question after the other, and how long each took to be answered. */
final class Asker implements Runnable {

  private final Assistant assistant;
  private final User user;
  private final int questions;
  private final Duration pause;
  private final List<Duration> times = new ArrayList<>();

  /**
   * @param pause between an answer and the next question
   */
  Asker(Assistant assistant, User user, int questions, Duration pause) {
    this.assistant = assistant;
    this.user = user;
    this.questions = questions;
    this.pause = pause;
  }

  @Override
  public void run() {
    for (int number = 1; number <= questions; number++) {
      long start = System.nanoTime();
      Answer answer =
          assistant.ask(new Question(user, "What about chapter " + number + "?"), "Be brief.");
      record(Duration.ofNanos(System.nanoTime() - start), answer);
      rest();
    }
  }

  private synchronized void record(Duration time, Answer answer) {
    if (!answer.text().isEmpty()) {
      times.add(time);
    }
  }

  private void rest() {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long each question took, from the first to the last. */
  synchronized List<Duration> times() {
    return List.copyOf(times);
  }
}
