@NullMarked
package org.wangge.query.dossier;

import org.jspecify.annotations.NullMarked;
