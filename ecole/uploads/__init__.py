"""Floor 3: heavy files that arrive in pieces, over tus 1.0, and go on where they were cut."""
