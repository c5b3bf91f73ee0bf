/** People, units and accounts (人员, 单位, 账号). */
@NullMarked
package org.wangge.api.people;

import org.jspecify.annotations.NullMarked;
