-- What an approval lets out of the account: added up over a day, it may need a stronger factor.
alter table approval add column out_asset text;     -- in capitals; null where it lets nothing out that can be added up
alter table approval add column out_amount numeric;
create index approval_out on approval (account_id, out_asset, approved_at) where out_asset is not null;
