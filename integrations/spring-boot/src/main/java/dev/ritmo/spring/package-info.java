/** Ritmo in applications of Spring Boot 3.5 and 4, configured by {@code ritmo.*}. */
@NullMarked
package dev.ritmo.spring;

import org.jspecify.annotations.NullMarked;
