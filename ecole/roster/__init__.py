"""ONDE files: read, compared with the school, shown, then applied; and what follows from them."""
