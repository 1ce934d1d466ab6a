/// Accounts and the identifiers that lead to them.
package io.portcullis.auth.account;
