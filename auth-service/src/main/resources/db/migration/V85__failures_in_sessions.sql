-- Wrong passwords in a session are told apart from those at the sign-in: strangers can cause the latter at will, and must not
-- use up the mail of the day that tells of a stolen session.
alter table password_failures_noted add column in_session boolean not null default false;
alter table password_failures_told add column in_session boolean not null default false;
alter table password_failures_told drop constraint password_failures_told_pkey;
alter table password_failures_told add primary key (account_id, in_session);
