"""Work that comes back (« rendus »): sent by families and children, seen and given back."""
