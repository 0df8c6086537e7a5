package dev.ritmo.langchain4j;

/** A model whose requests count under a limiter. */
interface LimitedModel {}
