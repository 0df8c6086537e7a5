/** Called by woven classes. Not for use by programs. */
@NullMarked
package dev.ritmo.adapter.dev.langchain4j.service;

import org.jspecify.annotations.NullMarked;
