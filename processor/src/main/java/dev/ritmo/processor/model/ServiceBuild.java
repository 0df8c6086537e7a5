package dev.ritmo.processor.model;

/**
 * The place where LangChain4j makes an AI service of a governed interface.
 *
 * @param method the first retried method of the interface
 * @param service the name of the interface
 * @param isOfLimitedModel whether its model is one whose requests Ritmo limits and retries
 * @param position the expression that names the interface
 */
public record ServiceBuild(
    GovernedMethod method, String service, boolean isOfLimitedModel, Position position) {}
