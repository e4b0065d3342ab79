-- Additive: releases 0.1.x, which do not know the column, keep working on it; release 0.2.0 needs it.
ALTER TABLE sessions ADD COLUMN relay_region text NOT NULL DEFAULT 'eu-central';
