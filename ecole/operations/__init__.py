"""Floor 8: the demo school, the checks of `doctor`, the nightly tidying."""
