"""An ONDE file, from bytes to rows: decoding, columns, lines. No database, and of the
web only its languages: sentences are translated, with or without a request."""
