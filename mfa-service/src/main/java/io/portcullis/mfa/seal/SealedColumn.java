package io.portcullis.mfa.seal;

import io.portcullis.contracts.AccountId;
import java.util.function.BiFunction;

/// A column of values sealed by [io.portcullis.runtime.crypto.SealedBox], each in a row of one account.
///
/// @param table with a column `account_id`
/// @param row   the column that, with the account, is the primary key; `account_id` itself, where an account has one row
/// @param place the associated data of a value, from its account and the text of `row`
public record SealedColumn(String table, String row, String column, BiFunction<AccountId, String, String> place) {}
