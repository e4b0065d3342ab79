CREATE TABLE devices (
    id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    virtual_network_id uuid NOT NULL REFERENCES virtual_networks (id) ON DELETE CASCADE,
    name               text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
    public_key         text NOT NULL,
    overlay_address    inet NOT NULL,
    legacy_field       varchar(255),
    registered_at      timestamptz NOT NULL DEFAULT now(),
    last_seen_at       timestamptz,
    UNIQUE (virtual_network_id, overlay_address)
);
CREATE INDEX devices_name ON devices (name);
