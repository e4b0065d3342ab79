DROP TABLE virtual_networks;
