"""Floor 8: the demo school and the nightly tidying."""
