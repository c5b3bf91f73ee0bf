/** People, units and accounts, tested over HTTP. */
@NullMarked
package org.wangge.command.people;

import org.jspecify.annotations.NullMarked;
