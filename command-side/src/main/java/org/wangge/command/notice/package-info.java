/** Notices: persons concerned are told, by the inbox, by e-mail, by a text message gateway (通知). */
@NullMarked
package org.wangge.command.notice;

import org.jspecify.annotations.NullMarked;
