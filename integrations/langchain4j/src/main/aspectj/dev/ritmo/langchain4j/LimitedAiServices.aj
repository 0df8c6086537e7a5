package dev.ritmo.langchain4j;

import dev.langchain4j.service.AiServices;
import dev.ritmo.runtime.aspect.LimitedInstances;

/**
 * Puts the limits of its interface around an AI service as soon as it is made. What makes it
 * through a method reference ({@code builder::build}), or in code that is not woven, is to be
 * limited by {@code Ritmo.limit}.
 */
public final aspect LimitedAiServices {

  pointcut made() : call(public static * AiServices.create(..)) || call(public * AiServices+.build());

  Object around() : made() {
    return LimitedInstances.limit(proceed());
  }
}
