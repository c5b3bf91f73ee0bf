/** What every capability's language shares: envelope, provenance, refusals, names of streams. */
@NullMarked
package org.wangge.api;

import org.jspecify.annotations.NullMarked;
