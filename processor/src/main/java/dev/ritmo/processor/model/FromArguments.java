package dev.ritmo.processor.model;

import java.util.List;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of a method depend on their arguments.
 *
 * @param key the key; null if there is none
 * @param marked the parameters with {@code @Prompt}
 * @param prompt the positions of the parameters from which the tokens of the prompt are estimated
 */
public record FromArguments(
    @Nullable KeyPath key, List<VariableElement> marked, List<Integer> prompt) {}
