"""Floor 1: what every page needs: access, forms, headers, errors, words, the request log."""
