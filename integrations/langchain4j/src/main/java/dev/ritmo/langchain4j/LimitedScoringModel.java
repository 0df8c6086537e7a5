package dev.ritmo.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.ritmo.langchain4j.internal.LimitedModel;
import java.util.List;

/** A scoring model whose requests are limited. */
final class LimitedScoringModel implements ScoringModel, LimitedModel {

  private final ScoringModel model;
  private final LimitedRequests requests;

  LimitedScoringModel(ScoringModel model, LimitedRequests requests) {
    this.model = model;
    this.requests = requests;
  }

  @Override
  public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
    return requests.send(
        call -> call.prompt(segments, query).outputTokens(0),
        () -> model.scoreAll(segments, query));
  }
}
