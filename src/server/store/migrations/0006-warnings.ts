// Warnings (CAP 1.2): every message whole, with what stands of it. States and ends are a projection, made again from the messages.

export const name = '0006-warnings'

export const statements = `
create table warning (
  sender text not null, identifier text not null,
  feed text not null, simulated boolean not null,
  status text not null, msg_type text not null,
  sent_at timestamptz not null, recorded_at timestamptz not null,
  from_at timestamptz not null, until_at timestamptz not null,
  level smallint, kind text, geometry jsonb,
  warning jsonb not null, body text not null,
  state text, ended_at timestamptz, ended_by text,
  primary key (sender, identifier)
);
create index warning_until on warning (until_at);
create index warning_sent on warning (sent_at);
comment on column warning.body is 'the message as it came';
comment on column warning.state is 'issued, changed, continued, lifted; null until the hub has looked at it';
comment on column warning.ended_by is 'sender,identifier of the message that replaced or lifted it';
`
