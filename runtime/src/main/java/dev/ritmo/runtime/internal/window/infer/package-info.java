/**
 * What rejections show about the limits that a provider really enforces. Behind {@link
 * dev.ritmo.runtime.internal.window.Inference}; nothing else knows these classes.
 */
@NullMarked
package dev.ritmo.runtime.internal.window.infer;

import org.jspecify.annotations.NullMarked;
