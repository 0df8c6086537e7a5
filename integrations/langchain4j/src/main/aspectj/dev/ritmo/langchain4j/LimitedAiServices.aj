package dev.ritmo.langchain4j;

import dev.langchain4j.service.AiServices;
import dev.ritmo.runtime.aspect.LimitedInstances;

/**
 * Wraps an AI service with the limits of its interface when it is created. Use {@code Ritmo.limit}
 * for a service created through a method reference ({@code builder::build}) or in code that is not
 * woven.
 */
public final aspect LimitedAiServices {

  pointcut made() : call(public static * AiServices.create(..)) || call(public * AiServices+.build());

  Object around() : made() {
    return LimitedInstances.limit(proceed());
  }
}
