"""The plan: groups, the word of the day, corrections, copies, the library, live classes."""
