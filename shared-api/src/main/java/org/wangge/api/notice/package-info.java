/** Notices: who was told what, when and how (通知). */
@NullMarked
package org.wangge.api.notice;

import org.jspecify.annotations.NullMarked;
