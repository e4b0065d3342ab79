CREATE TABLE virtual_networks (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name            text NOT NULL,
    cidr            cidr NOT NULL,
    next_host       integer NOT NULL DEFAULT 2 CHECK (next_host >= 2), -- host part of the next address handed out
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organization_id, name)
);
