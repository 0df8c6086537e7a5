package dev.ritmo.testkit;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What a {@link LocalProvider} answers: a function of the request, asked once for each request that
 * is admitted, by many threads at the same time. Decide by what the request says ({@link
 * ModelRequest#toolRounds}) rather than by the order of requests, and any number of conversations
 * can go on at once.
 */
@FunctionalInterface
public interface Answers {

  /** The answer to one request. */
  ModelAnswer to(ModelRequest request);

  /** Always the same text. */
  static Answers text(String text) {
    ModelAnswer answer = ModelAnswer.text(text);
    return request -> answer;
  }

  /** Always a text of this many tokens; at least 1. */
  static Answers ofTokens(int tokens) {
    ModelAnswer answer = ModelAnswer.ofTokens(tokens);
    return request -> answer;
  }

  /**
   * Texts whose sizes have a log-normal distribution: many short ones and a few long ones. Each
   * size depends only on the seed and on {@link ModelRequest#number}.
   *
   * @param median half of the answers have fewer tokens; at least 1
   * @param sigma the standard deviation of the logarithm; 0.7 is usual
   * @param seed determines the sizes
   */
  static Answers logNormal(int median, double sigma, long seed) {
    Numbers.positive("median", median);
    long base = new SplittableRandom(seed).nextLong();
    return request -> {
      double gaussian = new SplittableRandom(base + request.number()).nextGaussian();
      return ModelAnswer.ofTokens(
          (int) Math.max(1, Math.round(median * Math.exp(sigma * gaussian))));
    };
  }

  /** As {@link #toolRounds(int, Answers, ToolCall...)}, with one tool and a short text. */
  static Answers toolRounds(int rounds, String tool, String arguments) {
    return toolRounds(rounds, request -> ModelAnswer.standard(), new ToolCall(tool, arguments));
  }

  /**
   * Asks for tools in each of a number of rounds, and then answers.
   *
   * @param rounds the number of answers with tool calls to one message of the user
   * @param last the answer after the last round, and to a request that does not offer all of the
   *     tools, as a model cannot call what it was not told of
   * @param calls the tool calls of each round, all in one answer; several are parallel
   */
  static Answers toolRounds(int rounds, Answers last, ToolCall... calls) {
    ModelAnswer round = ModelAnswer.toolCalls(calls);
    List<String> names = round.calls().stream().map(ToolCall::name).toList();
    return request ->
        request.toolRounds() < rounds && request.tools().containsAll(names)
            ? round
            : last.to(request);
  }
}
