package dev.ritmo.testkit;

/** What is left to enter into the books for one admitted request. The first entry counts. */
final class Settlement {

  private final Account account;
  private final Account.Decision decision;
  private boolean isDone;

  Settlement(Account account, Account.Decision decision) {
    this.account = account;
    this.decision = decision;
  }

  /** The answer is complete, or ends here. */
  void settle(Usage usage) {
    if (!isDone) {
      isDone = true;
      account.settle(decision, usage);
    }
  }

  /** The answer is a failure. */
  void fail(Failure failure) {
    if (!isDone) {
      isDone = true;
      account.fail(decision, failure);
    }
  }
}
