"""News of the class and of the school (« actualités »)."""
