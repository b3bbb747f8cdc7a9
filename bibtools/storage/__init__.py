"""Storage on this machine, in SQLite files shared by all processes of a user."""
