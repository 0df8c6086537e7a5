package dev.ritmo.testkit;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: a text, tool calls or a failure; with what it says about its usage,
 * and how it ends. Requests for embeddings and moderations get vectors and verdicts in place of the
 * text and the tool calls. Immutable.
 *
 * <p>An answer with more tokens than the request allows is cut off there, as a model would.
 */
public final class ModelAnswer {

  private static final ModelAnswer STANDARD =
      text("All is well, and nothing else needs to be said.");

  private final List<String> pieces;
  private final List<ToolCall> toolCalls;
  private final Tokens tokens;
  private final StatedUsage reported;
  private final Ending ending;
  private final boolean statesLimits;
  private final @Nullable Failure failure;

  private ModelAnswer(
      List<String> pieces,
      List<ToolCall> toolCalls,
      Tokens tokens,
      StatedUsage reported,
      Ending ending,
      boolean statesLimits,
      @Nullable Failure failure) {
    this.pieces = pieces;
    this.toolCalls = toolCalls;
    this.tokens = tokens;
    this.reported = reported;
    this.ending = ending;
    this.statesLimits = statesLimits;
    this.failure = failure;
  }

  private static ModelAnswer of(
      List<String> pieces, List<ToolCall> toolCalls, @Nullable Failure failure) {
    Tokens tokens = new Tokens(-1, 0, 0, 0);
    return new ModelAnswer(
        pieces, toolCalls, tokens, StatedUsage.TRUE, Ending.COMPLETE, true, failure);
  }

  /** The short text that a provider answers with if no other answers were set. */
  public static ModelAnswer standard() {
    return STANDARD;
  }

  /** A text, which has as many tokens as words and is streamed word by word. */
  public static ModelAnswer text(String text) {
    return of(List.of(text.split("(?<=\\S)(?= )", -1)), List.of(), null);
  }

  /** A text of this many tokens; at least 1. */
  public static ModelAnswer ofTokens(int tokens) {
    Numbers.positive("tokens", tokens);
    return of(Collections.nCopies(tokens, " so"), List.of(), null);
  }

  /**
   * Tool calls, and no text; several are parallel.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static ModelAnswer toolCalls(ToolCall... calls) {
    Numbers.positive("the number of tool calls", calls.length);
    return of(List.of(), List.of(calls), null);
  }

  /** A failure. The policy has admitted and counted the request; its tokens are given back. */
  public static ModelAnswer failure(Failure failure) {
    return of(List.of(), List.of(), failure);
  }

  /** Sets the real size of the prompt, which the provider estimated on arrival. */
  public ModelAnswer promptTokens(int count) {
    return with(new Tokens(count, tokens.cacheRead, tokens.cacheWrite, tokens.reasoning));
  }

  /** Sets how many tokens of the prompt came from the cache, and how many were written to it. */
  public ModelAnswer cached(int read, int written) {
    return with(new Tokens(tokens.prompt, read, written, tokens.reasoning));
  }

  /** Adds tokens of reasoning, which are counted and not shown. */
  public ModelAnswer reasoning(int count) {
    return with(new Tokens(tokens.prompt, tokens.cacheRead, tokens.cacheWrite, count));
  }

  /** Sets what the answer says about its usage; by default the truth. */
  public ModelAnswer reporting(StatedUsage value) {
    return new ModelAnswer(pieces, toolCalls, tokens, value, ending, statesLimits, failure);
  }

  /** Leaves out the headers that state limits. */
  public ModelAnswer withoutLimitHeaders() {
    return new ModelAnswer(pieces, toolCalls, tokens, reported, ending, false, failure);
  }

  /** Cuts the connection after this many pieces of the stream; a blocking answer in its middle. */
  public ModelAnswer breaksAfter(int count) {
    return ending(new Ending(Ending.Kind.BREAKS, count, null));
  }

  /**
   * Sends nothing more after this many pieces of the stream, and does not end it before the
   * provider is closed, whatever the client does.
   */
  public ModelAnswer stallsAfter(int count) {
    return ending(new Ending(Ending.Kind.STALLS, count, null));
  }

  /** Repeats the last piece every 10 ms until the client or the provider closes the connection. */
  public ModelAnswer endless() {
    return ending(new Ending(Ending.Kind.ENDLESS, Integer.MAX_VALUE, null));
  }

  /**
   * Sends an error event after this many pieces of the stream, and ends it; a blocking answer is
   * the failure.
   */
  public ModelAnswer failsAfter(int count, Failure error) {
    return ending(new Ending(Ending.Kind.FAILS, count, error));
  }

  List<String> pieces() {
    return pieces;
  }

  List<ToolCall> calls() {
    return toolCalls;
  }

  StatedUsage reported() {
    return reported;
  }

  Ending ending() {
    return ending;
  }

  boolean statesLimits() {
    return statesLimits;
  }

  @Nullable Failure failure() {
    return failure;
  }

  /** What it has used with this many of its pieces. */
  Usage usage(ModelRequest request, int sent) {
    int prompt = tokens.prompt < 0 ? request.promptTokens() : tokens.prompt;
    int ofTools = toolCalls.stream().mapToInt(ToolCall::tokens).sum();
    int answer = request.isChat() ? sent + tokens.reasoning + ofTools : 0;
    return new Usage(prompt, answer, tokens.cacheRead, tokens.cacheWrite, tokens.reasoning);
  }

  private ModelAnswer with(Tokens value) {
    return new ModelAnswer(pieces, toolCalls, value, reported, ending, statesLimits, failure);
  }

  private ModelAnswer ending(Ending value) {
    return new ModelAnswer(pieces, toolCalls, tokens, reported, value, statesLimits, failure);
  }

  /**
   * Tokens that a text does not show.
   *
   * @param prompt -1 for the estimate
   */
  private record Tokens(int prompt, int cacheRead, int cacheWrite, int reasoning) {}

  /**
   * How an answer ends.
   *
   * @param after the number of pieces before that
   */
  record Ending(Kind kind, int after, @Nullable Failure error) {

    static final Ending COMPLETE = new Ending(Kind.COMPLETE, Integer.MAX_VALUE, null);

    enum Kind {
      COMPLETE,
      BREAKS,
      STALLS,
      ENDLESS,
      FAILS
    }
  }
}
