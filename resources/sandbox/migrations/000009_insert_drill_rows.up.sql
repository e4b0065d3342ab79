-- Rows to practise on: 3 organizations, 6 networks, 180 devices, sessions, metrics. Ids follow from names, so every
-- sandbox holds the same ones; what an earlier down left standing stays.
INSERT INTO organizations (id, slug, name, plan) VALUES
    (md5('org-default')::uuid, 'default', 'EdgeLink Drill', 'enterprise'),
    (md5('org-harbour')::uuid, 'harbour', 'Harbour Logistics', 'team'),
    (md5('org-meadow')::uuid, 'meadow', 'Meadow Farms', 'free')
ON CONFLICT DO NOTHING;

INSERT INTO users (id, organization_id, email, role)
SELECT md5('user-' || slug || role)::uuid, id, role || '@' || slug || '.example', role
FROM organizations CROSS JOIN (VALUES ('owner'), ('member')) AS roles (role)
ON CONFLICT DO NOTHING;

INSERT INTO virtual_networks (id, organization_id, name, cidr, next_host) VALUES
    (md5('net-default')::uuid, md5('org-default')::uuid, 'default', '10.64.0.0/16', 32),
    (md5('net-lab')::uuid, md5('org-default')::uuid, 'lab', '10.65.0.0/16', 32),
    (md5('net-quay')::uuid, md5('org-harbour')::uuid, 'quay', '10.66.0.0/16', 32),
    (md5('net-cranes')::uuid, md5('org-harbour')::uuid, 'cranes', '10.67.0.0/16', 32),
    (md5('net-barns')::uuid, md5('org-meadow')::uuid, 'barns', '10.68.0.0/16', 32),
    (md5('net-sensors')::uuid, md5('org-meadow')::uuid, 'sensors', '10.69.0.0/16', 32)
ON CONFLICT DO NOTHING;

INSERT INTO devices (id, virtual_network_id, name, public_key, overlay_address, legacy_field, registered_at, last_seen_at)
SELECT md5(n.name || '-' || i)::uuid, n.id, n.name || '-' || lpad(i::text, 2, '0'),
       encode(sha256(('key-' || n.name || i)::bytea), 'base64'), host(n.cidr)::inet + 1 + i,
       CASE WHEN i % 5 = 0 THEN 'firmware-0.' || i END,
       now() - make_interval(days => 40 - i), now() - make_interval(secs => i * 3)
FROM virtual_networks n CROSS JOIN generate_series(1, 30) AS i;

INSERT INTO device_keys (device_id, psk_sha256)
SELECT id, sha256(('psk-' || name)::bytea) FROM devices;

INSERT INTO peers (device_id, peer_id, relayed)
SELECT a.id, b.id, (a.id::text < b.id::text)
FROM devices a JOIN devices b ON a.virtual_network_id = b.virtual_network_id
    AND (b.overlay_address - a.overlay_address) BETWEEN 1 AND 3;

INSERT INTO sessions (id, device_id, started_at, ended_at, endpoint)
SELECT md5('session-' || d.name || s)::uuid, d.id, now() - make_interval(hours => s * 6),
       CASE WHEN s > 1 THEN now() - make_interval(hours => s * 6 - 5) END, ('203.0.113.' || (s * 7 + 1))::inet
FROM devices d CROSS JOIN generate_series(1, 4) AS s;

INSERT INTO device_metrics (device_id, recorded_at, bandwidth_tx, bandwidth_rx, latency_ms)
SELECT d.id, now() - make_interval(mins => m * 10), 1000 + m * 37, 2400 + m * 53, 20 + m
FROM devices d CROSS JOIN generate_series(1, 6) AS m;

INSERT INTO alerts (id, device_id, severity, message, raised_at, resolved_at)
SELECT md5('alert-' || name)::uuid, id, 'warning', 'latency above 80 ms', now() - interval '3 hours', now() - interval '2 hours'
FROM devices WHERE name LIKE '%-07';
