-- An export that can't be gathered comes to an end, too.
alter table account_export drop constraint account_export_state_check;
alter table account_export add constraint account_export_state_check
  check (state in ('waiting', 'gathering', 'ready', 'fetched', 'cancelled', 'expired', 'failed'));
