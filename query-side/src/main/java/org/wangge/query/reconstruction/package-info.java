/** What held at a place before an instant, as it was and as it was known (还原), as data and as a printable dossier. */
@NullMarked
package org.wangge.query.reconstruction;

import org.jspecify.annotations.NullMarked;
