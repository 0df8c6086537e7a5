package dev.ritmo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter of a method with a limit of tokens: the tokens of the prompt are estimated from
 * this parameter, and from others that carry it, but from no other. Without it, they are estimated
 * from every parameter that holds text: a {@link CharSequence}, or an array, a collection or an
 * {@code Optional} of what holds text, and the messages of clients that an integration knows.
 *
 * <p>The text of any other object is that of its {@code toString}.
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
