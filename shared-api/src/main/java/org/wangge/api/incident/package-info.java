/** Incidents and their investigation (事故). */
@NullMarked
package org.wangge.api.incident;

import org.jspecify.annotations.NullMarked;
