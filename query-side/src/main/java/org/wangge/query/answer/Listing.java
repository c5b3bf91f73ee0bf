package org.wangge.query.answer;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * 清单: a list that can be asked for.
 *
 * @param name of the file that it is saved as
 * @param title in Chinese, of the sheet
 * @param views that it is read from
 * @param from the tables, with their joins; may use the parameters that the question binds
 * @param order the names of columns without missing values that together tell any two rows apart; the list is in their order
 * @param descending all of them, or none
 */
public record Listing(
        String name,
        String title,
        List<String> views,
        List<Column> columns,
        String from,
        List<String> order,
        boolean descending) {

    public Listing {
        views = List.copyOf(views);
        columns = List.copyOf(columns);
        order = List.copyOf(order);
    }

    Column column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name + " has no column " + wanted));
    }
}
