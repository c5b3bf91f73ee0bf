/** Incidents and their investigation (事故). */
@NullMarked
package org.wangge.command.incident;

import org.jspecify.annotations.NullMarked;
