"""What is kept on this machine, in SQLite files that all processes of a user share."""
