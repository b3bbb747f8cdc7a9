"""The language server: what the commands do, in an editor and on unsaved texts."""
