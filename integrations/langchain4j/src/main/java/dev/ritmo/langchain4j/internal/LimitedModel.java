package dev.ritmo.langchain4j.internal;

/** A model whose requests count under a limiter, or under several in a pool. */
public interface LimitedModel {}
