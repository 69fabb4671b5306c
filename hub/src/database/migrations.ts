/** Each entry migrates the schema by one version. Never change a released entry: add a new one at the end. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE prompt_webhooks.webhook (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    url text NOT NULL,
    description text NOT NULL,
    event_types text[],
    enabled boolean NOT NULL,
    disabled_reason text,
    secret text NOT NULL,
    previous_secret text,
    previous_secret_expires_at timestamptz,
    failures integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    pauses integer NOT NULL DEFAULT 0,
    paused_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  );

  CREATE TABLE prompt_webhooks.event (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    event_type text NOT NULL,
    body text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX event_position ON prompt_webhooks.event (position);
  CREATE INDEX event_published_at ON prompt_webhooks.event USING brin (published_at);

  CREATE TABLE prompt_webhooks.idempotency_key (
    key text PRIMARY KEY,
    fingerprint text NOT NULL,
    publications json,
    created_at timestamptz NOT NULL DEFAULT now()
  );

  CREATE TABLE prompt_webhooks.delivery (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    position bigint GENERATED ALWAYS AS IDENTITY,
    event_id uuid NOT NULL REFERENCES prompt_webhooks.event ON DELETE CASCADE,
    webhook_id uuid NOT NULL REFERENCES prompt_webhooks.webhook ON DELETE CASCADE,
    event_type text NOT NULL,
    state text NOT NULL DEFAULT 'pending',
    forced boolean NOT NULL DEFAULT false,
    sequence integer NOT NULL DEFAULT 0,
    attempts integer NOT NULL DEFAULT 0,
    tries integer NOT NULL DEFAULT 0,
    last_status integer,
    reason text,
    next_attempt_at timestamptz DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  ) WITH (fillfactor = 80);
  COMMENT ON COLUMN prompt_webhooks.delivery.sequence IS
    'Incremented for each new job of the delivery. A job with another number is stale.';
  COMMENT ON COLUMN prompt_webhooks.delivery.tries IS 'Attempts since the delivery was first sent or last sent again by hand.';
  COMMENT ON COLUMN prompt_webhooks.delivery.forced IS 'Sent even if the webhook is disabled: a test, or sent again by hand.';
  CREATE INDEX delivery_position ON prompt_webhooks.delivery (position);
  CREATE INDEX delivery_webhook ON prompt_webhooks.delivery (webhook_id, position);
  CREATE INDEX delivery_event ON prompt_webhooks.delivery (event_id);
  CREATE INDEX delivery_unfinished ON prompt_webhooks.delivery (state, position) WHERE state <> 'delivered';

  CREATE TABLE prompt_webhooks.attempt (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery_id uuid NOT NULL REFERENCES prompt_webhooks.delivery ON DELETE CASCADE,
    started_at timestamptz NOT NULL,
    latency real NOT NULL,
    outcome text NOT NULL,
    final boolean NOT NULL,
    reason text NOT NULL,
    url text NOT NULL,
    request_headers json NOT NULL,
    status integer,
    response_headers json,
    response_body text
  );
  CREATE INDEX attempt_delivery ON prompt_webhooks.attempt (delivery_id);
  CREATE INDEX attempt_started_at ON prompt_webhooks.attempt USING brin (started_at);
  `,
  // The queue of pg-boss 10, which pg-boss 12 cannot migrate. What waited in it can be sent again.
  `
  DROP SCHEMA IF EXISTS prompt_webhooks_queue CASCADE;
  UPDATE prompt_webhooks.delivery
  SET state = 'dead', reason = 'the hub was upgraded', next_attempt_at = NULL, sequence = sequence + 1, updated_at = now()
  WHERE state IN ('pending', 'retrying');

  ALTER TABLE prompt_webhooks.webhook RENAME COLUMN pauses TO rests;
  ALTER TABLE prompt_webhooks.webhook RENAME COLUMN paused_until TO resting_until;
  ALTER TABLE prompt_webhooks.webhook ADD COLUMN paused boolean NOT NULL DEFAULT false;
  `,
  // People who signed out, until their cookie has expired.
  `
  CREATE TABLE prompt_webhooks.ended_session (id uuid PRIMARY KEY, expires_at timestamptz NOT NULL);
  `,
  // One word for it everywhere, and what the overview shows.
  `
  UPDATE prompt_webhooks.delivery SET state = 'given_up' WHERE state = 'dead';

  ALTER TABLE prompt_webhooks.delivery ADD COLUMN waiting_since timestamptz NOT NULL DEFAULT now();
  UPDATE prompt_webhooks.delivery SET waiting_since = CASE WHEN attempts > tries THEN updated_at ELSE created_at END
  WHERE state IN ('pending', 'retrying');
  COMMENT ON COLUMN prompt_webhooks.delivery.waiting_since IS 'When it was first sent, or last sent again by hand.';
  CREATE INDEX delivery_waiting ON prompt_webhooks.delivery (webhook_id, waiting_since) WHERE state IN ('pending', 'retrying');

  CREATE TABLE prompt_webhooks.activity (
    at timestamptz NOT NULL,
    webhook_id uuid NOT NULL,
    outcome text NOT NULL,
    latency smallint NOT NULL,
    writer integer NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (at, webhook_id, outcome, latency, writer)
  ) WITH (fillfactor = 70);
  COMMENT ON TABLE prompt_webhooks.activity IS 'Counts what happened, by the minute; what is older than a day, by the hour.';
  COMMENT ON COLUMN prompt_webhooks.activity.latency IS 'The class of the latency; see latency-class.ts.';
  COMMENT ON COLUMN prompt_webhooks.activity.writer IS 'The connection that counts, so that no two wait for each other.';
  INSERT INTO prompt_webhooks.activity
  SELECT date_trunc('hour', started_at, 'UTC'), webhook_id, CASE outcome WHEN 'delivered' THEN 'succeeded' ELSE 'failed' END,
    ceil(4 * log(2, greatest(latency, 1)::numeric)), 0, count(*)
  FROM prompt_webhooks.attempt JOIN prompt_webhooks.delivery ON delivery.id = delivery_id GROUP BY 1, 2, 3, 4;
  INSERT INTO prompt_webhooks.activity
  SELECT date_trunc('hour', updated_at, 'UTC'), webhook_id, 'given_up', 0, 0, count(*)
  FROM prompt_webhooks.delivery WHERE state = 'given_up' GROUP BY 1, 2;
  DROP INDEX prompt_webhooks.attempt_started_at;
  ALTER TABLE prompt_webhooks.attempt DROP COLUMN final;

  -- Lists are in the order of their events' ids, which start with the time.
  ALTER TABLE prompt_webhooks.event ALTER COLUMN published_at SET DEFAULT clock_timestamp();
  ALTER TABLE prompt_webhooks.delivery ALTER COLUMN created_at SET DEFAULT clock_timestamp();
  ALTER TABLE prompt_webhooks.event
    ADD COLUMN workspace_id bigint,
    ADD COLUMN subject json NOT NULL DEFAULT '{"id": null, "name": null, "previousName": null, "label": null, "version": null, "run": null}',
    ADD COLUMN subject_id text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN subject_text text COLLATE "C" NOT NULL DEFAULT '';
  UPDATE prompt_webhooks.event SET workspace_id = (body::json ->> 'workspace_id')::bigint;
  DROP INDEX prompt_webhooks.event_position;
  ALTER TABLE prompt_webhooks.event DROP COLUMN position;
  CREATE INDEX event_type ON prompt_webhooks.event (event_type, id);
  CREATE INDEX event_workspace ON prompt_webhooks.event (workspace_id, id);
  CREATE INDEX event_subject_id ON prompt_webhooks.event (subject_id, id);
  CREATE INDEX event_subject_text ON prompt_webhooks.event (subject_text, id);
  DROP INDEX prompt_webhooks.delivery_position, prompt_webhooks.delivery_webhook, prompt_webhooks.delivery_unfinished;
  CREATE INDEX delivery_webhook ON prompt_webhooks.delivery (webhook_id, event_id);
  CREATE INDEX delivery_unfinished ON prompt_webhooks.delivery (state, event_id) WHERE state <> 'delivered';

  CREATE TABLE prompt_webhooks.webhook_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    webhook_id uuid NOT NULL,
    url text NOT NULL,
    kind text NOT NULL,
    reason text
  );
  CREATE FUNCTION prompt_webhooks.record_webhook_change() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    of_health text[] := '{failures, failing_since, rests, resting_until, updated_at}';
    kind text := CASE
      WHEN TG_OP = 'INSERT' THEN 'created'
      WHEN TG_OP = 'DELETE' THEN 'deleted'
      WHEN old.enabled AND NOT new.enabled THEN 'disabled'
      WHEN new.enabled AND NOT old.enabled THEN 'enabled'
      WHEN new.paused AND NOT old.paused THEN 'paused'
      WHEN old.paused AND NOT new.paused THEN 'resumed'
      WHEN old.rests = 0 AND new.rests > 0 THEN 'resting'
      WHEN old.rests > 0 AND new.rests = 0 THEN 'recovered'
      -- Encrypting a stored secret with another key leaves updated_at alone, and is not a change.
      WHEN old.updated_at = new.updated_at THEN NULL
      WHEN old.secret <> new.secret THEN 'secret_rotated'
      WHEN to_jsonb(old) - of_health <> to_jsonb(new) - of_health THEN 'changed'
    END;
  BEGIN
    IF kind IS NOT NULL THEN
      INSERT INTO prompt_webhooks.webhook_change (webhook_id, url, kind, reason)
      VALUES (coalesce(new.id, old.id), coalesce(new.url, old.url), kind, CASE WHEN kind = 'disabled' THEN new.disabled_reason END);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON prompt_webhooks.webhook
  FOR EACH ROW EXECUTE FUNCTION prompt_webhooks.record_webhook_change();
  `,
  // What a webhook may have of its own.
  `
  ALTER TABLE prompt_webhooks.webhook
    ADD COLUMN headers jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN workspace_ids bigint[],
    ADD COLUMN timeout_ms integer,
    ADD COLUMN concurrency integer;
  COMMENT ON COLUMN prompt_webhooks.webhook.headers IS 'Values by name, each encrypted like the secret.';
  -- The statistics of a column hold some of its values, which would outlive the day when a key encrypts them.
  ALTER TABLE prompt_webhooks.webhook
    ALTER COLUMN secret SET STATISTICS 0,
    ALTER COLUMN previous_secret SET STATISTICS 0,
    ALTER COLUMN headers SET STATISTICS 0;
  `,
  // Alerts, listeners, and the order in which events were committed.
  `
  CREATE TABLE prompt_webhooks.alert (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    webhook_id uuid NOT NULL REFERENCES prompt_webhooks.webhook ON DELETE CASCADE,
    type text NOT NULL,
    data json NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now()
  );
  ALTER TABLE prompt_webhooks.webhook ADD COLUMN reported text, ADD COLUMN given_up_reported_at timestamptz;
  COMMENT ON COLUMN prompt_webhooks.webhook.reported IS
    'The last alert about it, failing or disabled, until it has recovered.';

  ALTER TABLE prompt_webhooks.event ADD COLUMN test boolean NOT NULL DEFAULT false, ADD COLUMN transaction xid8;
  COMMENT ON COLUMN prompt_webhooks.event.test IS 'Whether it is a test of one webhook. Others did not miss it.';
  COMMENT ON COLUMN prompt_webhooks.event.transaction IS
    'The transaction that published it. Ids are made before commits, so they alone are not the order in which events appear.';
  ALTER TABLE prompt_webhooks.event ALTER COLUMN transaction SET DEFAULT pg_current_xact_id();
  CREATE INDEX event_transaction ON prompt_webhooks.event (transaction, id);

  CREATE TABLE prompt_webhooks.listener (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    connection uuid NOT NULL,
    connected boolean NOT NULL DEFAULT true,
    since timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
  );
  `,
  // Version 7, which starts with the time: new rows are neighbours in every index, also while many are old.
  `
  ALTER TABLE prompt_webhooks.delivery ALTER COLUMN id SET DEFAULT
    encode(set_bit(set_bit(
      overlay(
        uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1
      ), 52, 1), 53, 1), 'hex')::uuid;
  `,
  // Only an attempt that succeeds is a recovery, and only an enabled webhook rests.
  `
  CREATE OR REPLACE FUNCTION prompt_webhooks.record_webhook_change() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    of_health text[] := '{failures, failing_since, rests, resting_until, updated_at}';
    kind text := CASE
      WHEN TG_OP = 'INSERT' THEN 'created'
      WHEN TG_OP = 'DELETE' THEN 'deleted'
      WHEN old.enabled AND NOT new.enabled THEN 'disabled'
      WHEN new.enabled AND NOT old.enabled THEN 'enabled'
      WHEN new.paused AND NOT old.paused THEN 'paused'
      WHEN old.paused AND NOT new.paused THEN 'resumed'
      WHEN new.enabled AND old.rests = 0 AND new.rests > 0 THEN 'resting'
      -- What a person does changes updated_at, and the result of an attempt does not.
      WHEN new.enabled AND old.rests > 0 AND new.rests = 0 AND old.updated_at = new.updated_at THEN 'recovered'
      WHEN new.enabled AND old.rests > 0 AND new.rests = 0 THEN 'resumed'
      -- Encrypting a stored secret with another key leaves updated_at alone, and is not a change.
      WHEN old.updated_at = new.updated_at THEN NULL
      WHEN old.secret <> new.secret THEN 'secret_rotated'
      WHEN to_jsonb(old) - of_health <> to_jsonb(new) - of_health THEN 'changed'
    END;
  BEGIN
    IF kind IS NOT NULL THEN
      INSERT INTO prompt_webhooks.webhook_change (webhook_id, url, kind, reason)
      VALUES (coalesce(new.id, old.id), coalesce(new.url, old.url), kind, CASE WHEN kind = 'disabled' THEN new.disabled_reason END);
    END IF;
    RETURN NULL;
  END $$;
  `,
]
