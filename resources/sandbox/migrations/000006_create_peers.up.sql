CREATE TABLE peers (
    device_id uuid NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    peer_id   uuid NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    relayed   boolean NOT NULL DEFAULT false,
    since     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (device_id, peer_id),
    CHECK (device_id <> peer_id)
);
