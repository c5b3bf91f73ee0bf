/** Who may come in: accounts, passwords, tokens, and the one list of who may do what. */
@NullMarked
package org.wangge.edge.access;

import org.jspecify.annotations.NullMarked;
