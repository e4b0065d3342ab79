ALTER TABLE sessions DROP COLUMN relay_region;
