package org.wangge.api;

/**
 * 领域事件: something that happened, never changed afterwards. Implementations are records of plain values (strings, whole
 * numbers, booleans, instants, lists) without floating point and without personal data: people are named by id.
 */
public interface Event {}
