package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Embeddings from several accounts, on virtual time. */
@Timeout(60)
final class EmbeddingModelPoolTest {

  private final PoolTrial trial = new PoolTrial();
  private final Limiter euLimiter = tokens("eu", 100);
  private final Limiter usLimiter = tokens("us", 1_000);
  private final Legacy eu = new Legacy("model");
  private final Legacy us = new Legacy("model");
  private final EmbeddingModelPool pool =
      trial.pool().member("eu", eu, "eu").member("us", us, "us").maxWait(Duration.ZERO).build();

  @AfterEach
  void close() {
    trial.close();
  }

  private static Limiter tokens(String name, long tokens) {
    return Ritmo.limiter(
        name, Limits.of(Limit.tokens(tokens, 60, TimeUnit.SECONDS)).setup(Duration.ZERO));
  }

  /** As models were before requests: it can embed segments, and nothing else. */
  private static final class Legacy implements EmbeddingModel {
    private final String name;
    final List<Integer> sizes = new ArrayList<>();
    @Nullable Supplier<RuntimeException> failure;

    Legacy(String name) {
      this.name = name;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
      sizes.add(segments.size());
      if (failure != null) {
        throw failure.get();
      }
      List<Embedding> vectors =
          segments.stream().map(any -> Embedding.from(new float[] {1, 2})).toList();
      return Response.from(vectors, new TokenUsage(10));
    }

    @Override
    public String modelName() {
      return name;
    }
  }

  private static TextSegment words(int tokens) {
    return TextSegment.from("word".repeat(tokens));
  }

  @Test
  void aRequestGoesWhereItsTokensFitAndIsSettled() {
    assertThat(pool.embed(words(80)).content().dimension()).isEqualTo(2);
    assertThat(euLimiter.snapshot().states().get(0).used()).isEqualTo(10);

    pool.embedAll(List.of(words(50), words(50))); // too many for what is left at eu

    assertThat(eu.sizes).containsExactly(1);
    assertThat(us.sizes).containsExactly(2);
    assertThat(usLimiter.snapshot().states().get(0).used()).isEqualTo(10);
  }

  @Test
  void aRequestThatMayBeLargerThanAnAccountTakesAllOfIt() {
    pool.embed(words(500)); // an estimate is no reason to refuse
    pool.embed(words(1));

    assertThat(eu.sizes).containsExactly(1, 1);
    assertThat(us.sizes).isEmpty();
  }

  @Test
  void aRejectionGoesElsewhere() {
    eu.failure = Fail.REJECTED;

    pool.embed("text");

    assertThat(eu.sizes.size() + us.sizes.size()).isEqualTo(2);
  }

  @Test
  void whatAllAgreeOnIsThePools() {
    assertThat(pool.modelName()).isEqualTo("model");
    assertThat(pool.dimension()).isEqualTo(2);
    assertThat(
            trial
                .pool()
                .member("one", eu, "eu")
                .member("other", new Legacy("another"), "us")
                .build()
                .modelName())
        .isEqualTo("unknown");
  }

  @Test
  void nothingIsSentForNoText() {
    assertThat(pool.embedAll(List.of()).content()).isEmpty();
    assertThat(eu.sizes).isEmpty();
  }
}
