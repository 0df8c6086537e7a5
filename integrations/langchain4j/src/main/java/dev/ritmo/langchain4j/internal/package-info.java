/** What the models and the HTTP client of this module share. Not for programs. */
@NullMarked
package dev.ritmo.langchain4j.internal;

import org.jspecify.annotations.NullMarked;
