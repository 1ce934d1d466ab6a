-- Counts what voids the links that were issued before it. A link knows the number of its day, so no clocks are compared.
alter table account add column reset_epoch integer not null default 0;
