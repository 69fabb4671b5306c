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
  // One word for it everywhere.
  `
  UPDATE prompt_webhooks.delivery SET state = 'given_up' WHERE state = 'dead';
  `,
  // What a webhook may have of its own.
  `
  ALTER TABLE prompt_webhooks.webhook
    ADD COLUMN headers jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN workspace_ids bigint[],
    ADD COLUMN timeout_ms integer,
    ADD COLUMN concurrency integer;
  COMMENT ON COLUMN prompt_webhooks.webhook.headers IS 'Values by name, each encrypted like the secret.';
  `,
]
