"""The rows of a file against a known school: who is who, what changes, what to ask. Pure."""
