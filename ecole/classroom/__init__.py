"""Floor 4: the class page, instructions with their files, and the family's today page."""
