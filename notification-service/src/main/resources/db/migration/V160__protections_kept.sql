-- How an account was protected up to a row of its trail, so that the check-up reads what came after alone. Made out of the trail, and
-- made anew where `version` is another one: nothing is lost with this table.
create table protections_kept (
  account_id uuid     primary key,
  version    smallint not null,
  seq        bigint   not null, -- of audit_event, in the chain of the account
  content    text     not null  -- JSON
);
