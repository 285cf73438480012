"""An ONDE file, from bytes to rows: decoding, columns, lines. No database, nothing of the web."""
