-- A challenge of before a freeze, a reset or a change of identifiers approves nothing.
alter table approval_challenge add column account_epoch integer not null default -1; -- `account.reset_epoch` when it began
alter table approval_challenge alter column account_epoch drop default;

-- What a proposer has asked for lately, and what nobody approved.
create index approval_account_id_proposed_at on approval (account_id, proposed_at);
create index approval_open_ends_at on approval (ends_at) where state = 'open';
