// First shape of the store: everything from observation to brief. Later changes are new files, never edits of this one.

export const name = '0001-path'

export const statements = `
create table reference (
  kind text not null, id text not null, valid_from timestamptz not null, valid_to timestamptz,
  body jsonb not null, hash text not null, primary key (kind, id, valid_from)
);
create unique index reference_current on reference (kind, id) where valid_to is null;

create table sensor (
  id text primary key, idx integer generated always as identity unique,
  feed text not null, device text not null, kind text not null, name text not null,
  lng double precision not null, lat double precision not null, area text not null, district text not null,
  owner text, maintainer text, attributes jsonb not null default '{}', simulated boolean not null,
  registered_at timestamptz not null
);

create table series (
  id integer generated always as identity primary key, sensor text not null references sensor (id), metric text not null,
  unique (sensor, metric)
);

create table observation (
  series integer not null, occurred_at timestamptz not null, recorded_at timestamptz not null,
  value double precision not null, quality smallint not null,
  primary key (series, occurred_at)
) partition by range (occurred_at);

create table observation_hour (
  series integer not null, hour timestamptz not null, n integer not null,
  sum double precision not null, min double precision not null, max double precision not null,
  primary key (series, hour)
);

create table feed_hour (
  feed text not null, hour timestamptz not null, outcome text not null, n bigint not null, last_at timestamptz not null,
  primary key (feed, hour, outcome)
);

create table reject (
  id bigint generated always as identity primary key, at timestamptz not null, feed text not null, reason text not null,
  detail text not null, topic text not null, payload text not null, bytes integer not null
);
create index reject_sample on reject (feed, reason, id desc);

create table report (
  id text primary key, feed text not null, channel text not null, text text not null,
  occurred_at timestamptz not null, recorded_at timestamptz not null,
  lng double precision, lat double precision, area text, address text, matter text, incident text,
  reporter jsonb, simulated boolean not null
);
create index report_incident on report (incident);
create index report_recorded on report (recorded_at);

create table alarm (
  id text primary key, rule text not null, sensor text not null, metric text not null, level smallint not null,
  value double precision not null, raised_at timestamptz not null, recorded_at timestamptz not null,
  cleared_at timestamptz, acknowledged_at timestamptz, acknowledged_by text,
  shelved_until timestamptz, shelved_reason text, incident text, because jsonb not null
);
create unique index alarm_standing on alarm (rule, sensor) where cleared_at is null;
create index alarm_raised on alarm (raised_at);
create index alarm_incident on alarm (incident);

create table incident (
  id text primary key, code text not null unique, version integer not null, state text not null, level smallint not null,
  matter text, lead text, assist text[] not null, area text not null, district text not null, source text not null,
  simulated boolean not null, fingerprint text, opened_at timestamptz not null, updated_at timestamptz not null,
  filed_at timestamptz, dispatched_at timestamptz, confirmed_at timestamptz, closed_at timestamptz,
  handle_due_at timestamptz, next_tick_at timestamptz, body jsonb not null
);
create unique index incident_open_fingerprint on incident (fingerprint)
  where fingerprint is not null and state not in ('closed', 'refused', 'cancelled');
create index incident_state on incident (state, updated_at desc);
create index incident_lead on incident (lead, state);
create index incident_opened on incident (opened_at);
create index incident_closed on incident (closed_at);
create index incident_due on incident (handle_due_at);
create index incident_tick on incident (next_tick_at) where next_tick_at is not null;

create table incident_event (
  seq bigint primary key, incident text not null, n integer not null, type text not null, actor jsonb not null,
  occurred_at timestamptz not null, recorded_at timestamptz not null, because jsonb not null, body jsonb not null,
  hash bytea not null, unique (incident, n)
);
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception 'incident_event is append-only'; end $$;
create trigger incident_event_append_only before update or delete or truncate on incident_event
  for each statement execute function refuse_change();

create table chain_head (id integer primary key, seq bigint not null, hash bytea not null);
insert into chain_head values (1, 0, decode(repeat('00', 32), 'hex'));

create table command (
  key text primary key, incident text not null, actor text not null, version integer not null, at timestamptz not null
);

create table outbox (
  id bigint generated always as identity primary key, kind text not null, payload jsonb not null,
  created_at timestamptz not null, done_at timestamptz
);
create index outbox_waiting on outbox (id) where done_at is null;

create table account (
  username text primary key, name text not null, role text not null, department text, password text not null,
  demo boolean not null, disabled boolean not null default false, failed integer not null default 0,
  locked_until timestamptz, created_at timestamptz not null
);
create table sign_in (
  token bytea primary key, username text not null references account (username) on delete cascade,
  created_at timestamptz not null, expires_at timestamptz not null
);
create table gateway (name text primary key, secret text not null, created_at timestamptz not null);

create table photo (
  id text primary key, mime text not null, bytes bytea not null, created_by text not null, created_at timestamptz not null
);

create table indicator_value (
  indicator text not null, area text not null, at timestamptz not null, value double precision, level smallint,
  coverage real not null, simulated boolean not null, primary key (indicator, area, at)
);

create table brief (date text primary key, issue integer not null, issued_at timestamptz not null, body jsonb not null);
`
