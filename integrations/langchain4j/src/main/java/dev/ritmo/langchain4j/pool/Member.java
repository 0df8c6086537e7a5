package dev.ritmo.langchain4j.pool;

import java.util.Comparator;

/** One member of a pool: a model, and how it is doing, which is guarded by the lock of the pool. */
final class Member<M> {

  /** Which of several that can start a request at the same time gets it. */
  static final Comparator<Member<?>> CHEAPEST =
      Comparator.<Member<?>>comparingInt(member -> member.group)
          .thenComparingDouble(member -> member.options.weight())
          .thenComparingInt(member -> member.inFlight)
          .thenComparingInt(member -> member.index);

  private final int index;
  private final String name;
  private final int group;
  private final MemberOptions options;
  private final ModelSource<M> source;
  private final Account<M> account;
  private final Health health;
  private int inFlight;
  private long sent;
  private long failed;

  /**
   * @param index its place among all members
   * @param group 0, or a larger number for a fallback
   */
  Member(
      int index,
      String name,
      int group,
      MemberOptions options,
      ModelSource<M> source,
      Account<M> account,
      Health health) {
    this.index = index;
    this.name = name;
    this.group = group;
    this.options = options;
    this.source = source;
    this.account = account;
    this.health = health;
  }

  String name() {
    return name;
  }

  int group() {
    return group;
  }

  /** 0 if it is not known. */
  long contextWindow() {
    return options.contextWindow();
  }

  ModelSource<M> source() {
    return source;
  }

  Account<M> account() {
    return account;
  }

  Health health() {
    return health;
  }

  int inFlight() {
    return inFlight;
  }

  long sent() {
    return sent;
  }

  long failed() {
    return failed;
  }

  /** A request is about to be sent. */
  void starts() {
    inFlight++;
    sent++;
  }

  /** A request has ended. */
  void ends(boolean hasFailed) {
    inFlight--;
    failed += hasFailed ? 1 : 0;
  }

  /** A request that was about to be sent was not. */
  void takesBack() {
    inFlight--;
    sent--;
  }
}
