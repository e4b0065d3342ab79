CREATE TABLE device_metrics (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id    uuid NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    bandwidth_tx bigint NOT NULL CHECK (bandwidth_tx >= 0),
    bandwidth_rx bigint NOT NULL CHECK (bandwidth_rx >= 0),
    latency_ms   double precision NOT NULL CHECK (latency_ms >= 0)
);
CREATE INDEX device_metrics_device_time ON device_metrics (device_id, recorded_at DESC);

CREATE TABLE alerts (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    device_id   uuid REFERENCES devices (id) ON DELETE SET NULL,
    severity    text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
    message     text NOT NULL,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz
);
