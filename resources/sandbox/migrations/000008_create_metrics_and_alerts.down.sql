DROP TABLE alerts;
DROP TABLE device_metrics;
