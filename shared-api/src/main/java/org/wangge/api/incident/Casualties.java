package org.wangge.api.incident;

/** 伤亡: how many, never who. */
public record Casualties(int deaths, int seriouslyInjured) {}
