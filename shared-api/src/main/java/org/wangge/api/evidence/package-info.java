/** 证据: files by their SHA-256. */
@NullMarked
package org.wangge.api.evidence;

import org.jspecify.annotations.NullMarked;
