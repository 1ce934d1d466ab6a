-- How often an account was told the same thing lately.
create index delivery_of_account on delivery (account_id, created_at) where account_id is not null;
