"""Floor 2: who you are. Family cards, devices, staff passwords, limits, sign-in and sign-out."""
