-- Pre-shared keys are kept as digests only.
CREATE TABLE device_keys (
    device_id  uuid PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
    psk_sha256 bytea NOT NULL CHECK (octet_length(psk_sha256) = 32),
    rotated_at timestamptz NOT NULL DEFAULT now()
);
