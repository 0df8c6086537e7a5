package dev.ritmo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameters that hold the prompt, on a method with a limit of tokens. The tokens of the
 * prompt are estimated from the marked parameters only. If none is marked, they are estimated from
 * every parameter that holds text: a {@link CharSequence}, a message of a client that an
 * integration knows, or an array, a collection or an {@code Optional} of these.
 *
 * <p>For a marked parameter of another type, the text is its {@code toString}.
 *
 * <pre>{@code
 * @RateLimited(inputTokens = 30_000, key = "user")
 * String ask(String user, @Prompt String question) {
 *   return model.chat(question);
 * }
 * }</pre>
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface Prompt {}
