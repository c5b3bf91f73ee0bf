/** 卷宗: a reconstruction as it is handed out: as data, as a page, and as a document to print. */
@NullMarked
package org.wangge.query.dossier;

import org.jspecify.annotations.NullMarked;
