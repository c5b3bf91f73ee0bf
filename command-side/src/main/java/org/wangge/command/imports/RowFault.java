package org.wangge.command.imports;

/** What can be wrong with one row before any rule of the domain is asked. The names stand in reports and do not change. */
enum RowFault {
    VALUE_MISSING("a value is required here", "缺少必填值"),
    VALUE_TOO_LONG("longer than what is kept", "内容过长"),
    VALUE_NOT_ALLOWED("not one of the values that are taken", "取值不在允许范围内"),
    PATTERN_MISMATCH("not of the form that the mapping expects", "格式与映射不符"),
    BAD_CODE(
            "a code is 1 to 64 letters, digits, dots, dashes or underscores and begins with a letter or digit",
            "编号格式不正确"),
    BAD_DATE("no date of the patterns that the mapping names", "日期格式不正确"),
    BAD_ENCODING("holds bytes that are no text in the file's encoding", "字符编码错误"),
    BAD_CHARACTER("holds a character that cannot be kept", "包含无法保存的字符"),
    CELL_COUNT("the row has another number of cells than the header", "列数与表头不一致"),
    CELL_ERROR("the cell holds a formula's error", "单元格公式错误"),
    DUPLICATE_IN_FILE("an earlier row of the same file says something else about the same thing", "文件中存在内容不同的重复记录"),
    IMPORTED_DIFFERENTLY("the same thing was imported before with other values", "该记录此前已以不同内容导入"),
    CASE_CONTRADICTED("another row of the same case says something else about the case", "同一案件的其他行对该案件的记载不同"),
    CASE_INCOMPLETE(
            "another row of the same case is not taken, and a history with a hole is worse than none",
            "同一案件的其他行未被接收，不导入不完整的历史");

    private final String english;
    private final String chinese;

    RowFault(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String english() {
        return english;
    }

    String chinese() {
        return chinese;
    }
}
