-- Contacts of accounts from before contacts were sealed stand on their topic in the clear, until a newer one of the same
-- account takes their place. Whose has to be published again; new accounts' are sealed from the first.
alter table account add column contact_sealed boolean not null default false;
alter table account alter column contact_sealed set default true;
create index account_contact_unsealed on account (id) where not contact_sealed;
