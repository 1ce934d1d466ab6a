-- A link that a completed recovery case has issued stands for the old factor on the way back into a frozen account.
alter table reset_link add column of_case boolean not null default false;
