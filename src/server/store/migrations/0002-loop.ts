// The department loop whole: queue columns, versions of reference data with their author, audit, notices, webhooks.

export const name = '0002-loop'

export const statements = `
alter table incident
  add column due_at timestamptz, add column escalated boolean not null default false,
  add column supervised boolean not null default false, add column condition text,
  add column merged_into text, add column title text not null default '', add column search text not null default '',
  add column lng double precision not null default 0, add column lat double precision not null default 0,
  add column exempt boolean not null default false;
update incident set
  due_at = case when state in ('closed', 'refused', 'cancelled') then null else to_timestamp((body -> 'clocks' -> case
    when state in ('pendingVerify', 'pendingFiling') then 'filing' when state = 'pendingDispatch' then 'dispatch'
    when state in ('pendingCheck', 'pendingClose') then 'check' else 'handle' end ->> 'dueAt')::double precision / 1000) end,
  supervised = coalesce((body ->> 'supervised')::boolean, false), condition = body ->> 'condition',
  title = coalesce(body -> 'title' ->> 'zh', ''),
  search = lower(concat_ws(' ', code, body -> 'title' ->> 'zh', body -> 'title' ->> 'en', body ->> 'text', body -> 'place' ->> 'address')),
  lng = (body -> 'place' ->> 'lng')::double precision, lat = (body -> 'place' ->> 'lat')::double precision;
drop index incident_open_fingerprint;
create unique index incident_open_fingerprint on incident (fingerprint)
  where fingerprint is not null and state not in ('closed', 'forceClosed', 'refused', 'cancelled', 'merged');
create index incident_merged on incident (merged_into) where merged_into is not null;

alter table reference
  add column origin text not null default 'file', add column by_account text, add column reason text,
  add column file_hash text;
update reference set file_hash = hash;
update reference set id = id || '@' || (body ->> 'validFrom') where kind = 'matter';
create index reference_from on reference (valid_from);
create index reference_to on reference (valid_to);

create table audit_event (
  seq bigint primary key, at timestamptz not null, kind text not null, actor jsonb not null, address text,
  subject text not null, ok boolean not null, text jsonb not null, hash bytea not null
);
create index audit_kind on audit_event (kind, seq desc);
create index audit_actor on audit_event ((actor ->> 'id'), seq desc);
create index audit_subject on audit_event (subject, seq desc);
create function refuse_audit_change() returns trigger language plpgsql as $$
begin raise exception 'audit_event is append-only'; end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function refuse_audit_change();
insert into chain_head values (2, 0, decode(repeat('00', 32), 'hex'));
create table chain_published (
  date text not null, chain text not null, seq bigint not null, hash bytea not null, at timestamptz not null,
  primary key (date, chain)
);

create table notice (
  id text primary key, at timestamptz not null, audience text not null, kind text not null, incident text not null,
  level smallint not null, text jsonb not null
);
create index notice_audience on notice (audience, at desc);
create index notice_at on notice (at);
alter table account add column notices_seen_at timestamptz;

create table webhook (
  id text primary key, name text not null, url text not null, form text not null, topics text[] not null,
  department text, level smallint, enabled boolean not null, secret text not null, created_at timestamptz not null
);
create table delivery (
  id bigint generated always as identity primary key, webhook text not null references webhook (id) on delete cascade,
  key text not null, topic text not null, incident text, text jsonb not null, body jsonb not null,
  state text not null default 'waiting', attempts integer not null default 0,
  created_at timestamptz not null, next_at timestamptz, done_at timestamptz, status integer, error text,
  unique (webhook, key)
);
create index delivery_due on delivery (next_at) where state = 'waiting';
create index delivery_state on delivery (state, id desc);
`
