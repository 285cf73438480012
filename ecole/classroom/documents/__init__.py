"""Documents written together: boxes, and the common text."""
