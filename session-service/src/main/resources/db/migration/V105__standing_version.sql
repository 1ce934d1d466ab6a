-- The number of the latest order about whether the account is barred: an order of a lower number neither bars nor opens it.
alter table account_standing add column standing_version integer not null default 0;
