package dev.ritmo.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request together with its answer, for the formats to write.
 *
 * @param pieces the words of the answer, as many as the request allows
 * @param reported the usage that the answer states; null for none
 * @param isCut whether the request allows no more
 */
record Served(
    ModelRequest request,
    ModelAnswer answer,
    List<String> pieces,
    @Nullable Usage reported,
    boolean isCut) {

  static Served of(ModelRequest request, ModelAnswer answer) {
    List<String> all = answer.pieces();
    boolean isCut = request.maxTokens() > 0 && all.size() > request.maxTokens();
    List<String> pieces = isCut ? all.subList(0, request.maxTokens()) : all;
    Usage usage =
        switch (answer.reported()) {
          case TRUE -> answer.usage(request, pieces.size());
          case NONE -> null;
          case ZERO -> Usage.ZERO;
          case NEGATIVE -> Usage.NEGATIVE;
        };
    return new Served(request, answer, pieces, usage, isCut);
  }

  /** What the whole answer has used. */
  Usage usage() {
    return usage(pieces.size());
  }

  /** What it has used with this many of its pieces. */
  Usage usage(int sent) {
    return answer.usage(request, sent);
  }

  String text() {
    return String.join("", pieces);
  }

  List<ToolCall> toolCalls() {
    return answer.calls();
  }

  /** Unlike that of any other tool call of this provider. */
  String id(String prefix, int toolCall) {
    return prefix + request.number() + "_" + toolCall;
  }
}
