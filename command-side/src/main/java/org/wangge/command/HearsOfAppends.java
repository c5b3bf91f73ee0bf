package org.wangge.command;

import java.util.List;
import org.wangge.eventstore.Append;

/** Who remembers something of the log: is told what a command of this process added, before that command is acknowledged. */
public interface HearsOfAppends {

    void appended(List<Append.Place> places);
}
