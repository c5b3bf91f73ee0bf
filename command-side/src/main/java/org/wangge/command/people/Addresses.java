package org.wangge.command.people;

import java.util.Optional;

/**
 * 联系方式: where a person can be reached outside Wangge. Personal values: to be used and forgotten, never logged and never put into
 * an event.
 */
public interface Addresses {

    Optional<String> phone(String personId);

    Optional<String> email(String personId);
}
