create table anti_phishing_code (
  account_id uuid        primary key,
  code       text        not null, -- sealed
  updated_at timestamptz not null
);
