/** Called by woven classes. Not for use by programs. */
@NullMarked
package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import org.jspecify.annotations.NullMarked;
