/** What the pages of Ritmo share: theme, search and keyboard. */
@NullMarked
package dev.ritmo.page;

import org.jspecify.annotations.NullMarked;
