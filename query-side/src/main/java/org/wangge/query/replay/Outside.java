package org.wangge.query.replay;

import javax.sql.DataSource;
import org.wangge.eventstore.PromptLog;

/**
 * What all generations of a process have in common.
 *
 * @param connections to the database of the views
 * @param log as it is followed
 * @param catchUp as it is read by those who are far behind
 * @param far how many events a view may be behind and still be left to its processor
 * @param node names this process
 * @param advanced to be told when a view has moved, or was stopped
 */
record Outside(DataSource connections, PromptLog log, CatchUp catchUp, long far, String node, Runnable advanced) {}
