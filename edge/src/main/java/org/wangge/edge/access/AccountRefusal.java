package org.wangge.edge.access;

import org.wangge.api.RefusalCode;

/** Why an account's password is refused. */
public enum AccountRefusal implements RefusalCode {
    PASSWORD_LENGTH("A password has 12 to 128 characters.", "密码长度须为12至128个字符。");

    private final String english;
    private final String chinese;

    AccountRefusal(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    @Override
    public Kind kind() {
        return Kind.RULE;
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
