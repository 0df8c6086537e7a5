/** Spans for OpenTelemetry: {@link dev.ritmo.opentelemetry.RitmoTracing}. */
@NullMarked
package dev.ritmo.opentelemetry;

import org.jspecify.annotations.NullMarked;
