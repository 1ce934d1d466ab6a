-- A text message about a recovery case has room for one link, which cancels the case (decision 121). Null: it freezes the account.
alter table alert_link add column recovery_case uuid;
