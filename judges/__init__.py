"""What browsers and validators say of every page; nothing in `ecole` imports this."""
