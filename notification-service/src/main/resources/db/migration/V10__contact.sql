-- Where each account can be reached: a projection of the compacted topic, rebuilt from it at any time.
create table contact (
  account_id uuid        primary key,
  addresses  text        not null, -- sealed JSON
  locale     text        not null,
  as_of      timestamptz not null
);
