package dev.ritmo.processor.model;

/**
 * A limit of tokens in an annotation.
 *
 * @param element which of the three: {@code tokens}, {@code inputTokens} or {@code outputTokens}
 * @param setting the amount
 */
public record TokenAmount(String element, Setting<Long> setting) {}
