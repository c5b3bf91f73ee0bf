/** Incidents, what was found about them, and where their investigation stands (事故). */
@NullMarked
package org.wangge.query.incident;

import org.jspecify.annotations.NullMarked;
