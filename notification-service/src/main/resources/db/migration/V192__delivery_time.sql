-- From when on its reader wants the letter: when it happened, or when the quiet hours end. Empty in rows of an older version.
alter table delivery add column wanted_at timestamptz;
