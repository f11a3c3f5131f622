// The department loop whole: queue columns, versions of reference data with their author, audit, notices, webhooks.

export const name = '0002-loop'

export const statements = `
alter table incident
  add column due_at timestamptz, add column escalated boolean not null default false,
  add column supervised boolean not null default false, add column condition text,
  add column merged_into text, add column title text not null default '', add column search text not null default '',
  add column lng double precision not null default 0, add column lat double precision not null default 0,
  add column exempt boolean not null default false, add column returned_by text[] not null default '{}';
-- Folds go out of line, so that a whole register of 100,000 cases is filtered by reading some 50 MB. Nobody asks for their statistics.
alter table incident set (toast_tuple_target = 1024);
alter table incident alter column title set storage main, alter column search set storage main,
  alter column search set statistics 0, alter column body set statistics 0;
alter table incident_event alter column body set statistics 0, alter column because set statistics 0,
  alter column actor set statistics 0, alter column hash set statistics 0;
-- Folds made before there were orders, answers to supervisions, reopening and merging, as folding their logs again gives them.
update incident set body = body || jsonb_build_object(
  'orders', coalesce((select jsonb_agg(jsonb_build_object('department', d, 'state', 'pending', 'photos', '[]'::jsonb) order by n)
    from unnest(assist) with ordinality as a (d, n)), '[]'),
  'supervisions', coalesce((select jsonb_agg(jsonb_build_object(
      'level', case when e.actor ->> 'role' = 'leader' then 'leader' else 'normal' end, 'text', e.body -> 'text',
      'by', e.actor -> 'name', 'at', round(extract(epoch from e.recorded_at) * 1000)::bigint) order by e.n)
    from incident_event as e where e.incident = incident.id and e.type = 'supervised'), '[]'),
  'reopenings', 0, 'absorbed', '[]'::jsonb);
update incident set
  due_at = case when state in ('closed', 'refused', 'cancelled', 'suspended') then null else to_timestamp((body -> 'clocks' -> case
    when state in ('pendingVerify', 'pendingFiling') then 'filing' when state = 'pendingDispatch' then 'dispatch'
    when state in ('pendingCheck', 'pendingClose') then 'check' else 'handle' end ->> 'dueAt')::double precision / 1000) end,
  supervised = coalesce((body ->> 'supervised')::boolean, false), condition = body ->> 'condition',
  title = coalesce(body -> 'title' ->> 'zh', ''),
  search = lower(normalize(concat_ws(' ', code, body -> 'title' ->> 'zh', body -> 'title' ->> 'en',
      case when strpos(body -> 'title' ->> 'zh', body -> 'snapshot' -> 'name' ->> 'zh') = 0 then body -> 'snapshot' -> 'name' ->> 'zh' end,
      case when strpos(body -> 'title' ->> 'en', body -> 'snapshot' -> 'name' ->> 'en') = 0 then body -> 'snapshot' -> 'name' ->> 'en' end
    ), NFKC)) || ' ' ||
    regexp_replace(lower(normalize(concat_ws(' ', body ->> 'text', body -> 'place' ->> 'address'), NFKC)),
      '[0-9][0-9 -]{9,}[0-9x]', ' ', 'g'),
  lng = (body -> 'place' ->> 'lng')::double precision, lat = (body -> 'place' ->> 'lat')::double precision,
  returned_by = array(select jsonb_array_elements_text(body -> 'returnedBy'));
drop index incident_open_fingerprint;
create unique index incident_open_fingerprint on incident (fingerprint)
  where fingerprint is not null and state not in ('closed', 'forceClosed', 'refused', 'cancelled', 'merged');
create index incident_merged_fingerprint on incident (fingerprint) where state = 'merged';
create index incident_merged on incident (merged_into) where merged_into is not null;
drop index incident_lead;
drop index incident_opened;
-- All that the register is filtered and sorted by, so that counting and sorting read some 15 MB and no rows.
create index incident_opened on incident (opened_at, id) include
  (state, level, source, matter, area, lead, assist, due_at, updated_at, supervised, simulated);
create index incident_updated on incident (updated_at, id);
create index incident_queue on incident (coalesce(due_at, 'infinity'), id);
create index incident_open on incident (lead, handle_due_at)
  where state not in ('closed', 'forceClosed', 'refused', 'cancelled');
create index incident_place on incident (lng, lat)
  where state not in ('closed', 'forceClosed', 'refused', 'cancelled');
create index incident_practice on incident (matter, confirmed_at) where confirmed_at is not null;
create index incident_handled on incident (lead, confirmed_at) include (handle_due_at, exempt) where confirmed_at is not null;
-- Which case shows a photo: asked for every photo that a department looks at.
create index incident_photos on incident using gin ((body -> 'photos') jsonb_path_ops) with (fastupdate = off);
create index incident_event_returned on incident_event ((actor ->> 'department'), recorded_at)
  where type in ('returned', 'orderReturned');

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
  id bigint generated always as identity primary key, webhook text not null,
  key text not null, topic text not null, incident text, text jsonb not null, body jsonb not null,
  state text not null default 'waiting', attempts integer not null default 0,
  created_at timestamptz not null, next_at timestamptz, done_at timestamptz, status integer, error text,
  unique (webhook, key)
);
create index delivery_line on delivery (webhook, id) where state = 'waiting';
create index delivery_state on delivery (state, id desc);
`
