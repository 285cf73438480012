"""Figures about speed, measured on the machine at hand; nothing in `ecole` imports this."""
