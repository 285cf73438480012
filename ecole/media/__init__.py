"""Files that people send: inspected by their content, cleaned, stored, and served safely."""
