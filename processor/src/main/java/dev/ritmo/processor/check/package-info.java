/** The rules, their findings, and the messages. */
@NullMarked
package dev.ritmo.processor.check;

import org.jspecify.annotations.NullMarked;
