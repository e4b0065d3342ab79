CREATE INDEX sessions_open ON sessions (device_id) WHERE ended_at IS NULL;
