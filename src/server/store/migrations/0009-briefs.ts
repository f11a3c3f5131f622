// Briefs with their append-only logs and bodies, their numbers, who read them and when readers last looked.

export const name = '0009-briefs'

// The hub carries the rows of `brief` over at its start: the first line of a log is hashed as every other.
export const statements = `
create function refuse_brief_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$;

create table brief_head (
  id text primary key, kind text not null, state text not null, from_at timestamptz not null, to_at timestamptz not null,
  issued_at timestamptz, version integer not null, hash bytea not null, body jsonb not null
);
comment on column brief_head.id is 'key of the brief: 2026-11-21, 2026-W47, 2026-11, flash-<case>-<n>, topic-<id>';
comment on column brief_head.body is 'fold of its log';
create index brief_head_kind on brief_head (kind, to_at desc);
create index brief_head_issued on brief_head (issued_at);

create table brief_line (
  "of" text not null, n integer not null, at timestamptz not null, type text not null,
  actor jsonb not null, body jsonb not null, key text unique, hash bytea not null,
  primary key ("of", n)
);
create trigger brief_line_append_only before update or delete or truncate on brief_line
  for each statement execute function refuse_brief_change();

create table brief_body (brief text not null, n integer not null, body jsonb not null, primary key (brief, n));
comment on table brief_body is 'what line n composed or issued; the line holds its hash';
create trigger brief_body_append_only before update or delete or truncate on brief_body
  for each statement execute function refuse_brief_change();

create table brief_number (
  series text not null, year integer not null, number integer not null, brief text not null,
  primary key (series, year, number), unique (series, brief, number)
);
comment on column brief_number.series is 'a kind of brief, or note: correction notes are numbered by themselves';
create unique index brief_number_once on brief_number (series, brief) where series <> 'note';

create table brief_read (
  brief text not null, account text not null, form text not null, name text not null, role text not null,
  at timestamptz not null, last_at timestamptz not null, primary key (brief, account, form)
);

create table reader_visit (account text primary key, last_at timestamptz not null, before_at timestamptz);
comment on column reader_visit.before_at is 'end of the visit before this one';

alter table notice add column brief text;
`
