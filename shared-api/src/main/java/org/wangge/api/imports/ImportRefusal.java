package org.wangge.api.imports;

import org.wangge.api.RefusalCode;

/** Why an import is not even begun. What is wrong with single rows stands in the import's own report. */
public enum ImportRefusal implements RefusalCode {
    MAPPING_INVALID(Kind.RULE, "The mapping cannot be used as it is.", "映射文件无效。"),
    FILE_NOT_TAKEN(Kind.RULE, "The file is neither CSV (plain or gzip) nor XLSX, or cannot be read.", "文件格式不支持或无法读取。"),
    COLUMNS_UNCLEAR(Kind.RULE, "The file's header and the mapping do not fit together.", "文件表头与映射不一致。"),
    NO_SUCH_IMPORT(Kind.NOT_FOUND, "There is no such import.", "导入记录不存在。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    ImportRefusal(Kind kind, String english, String chinese) {
        this.kind = kind;
        this.english = english;
        this.chinese = chinese;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String english() {
        return english;
    }

    @Override
    public String chinese() {
        return chinese;
    }
}
