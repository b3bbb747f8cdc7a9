"""The only socket: one request at a time, limited in time and size; every outcome is a value."""
