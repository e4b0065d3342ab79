CREATE TABLE sessions (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    device_id  uuid NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz CHECK (ended_at >= started_at),
    endpoint   inet
);
CREATE INDEX sessions_device ON sessions (device_id);
