"""The only socket: one question at a time, with limits on time and size, and every outcome told as a value."""
