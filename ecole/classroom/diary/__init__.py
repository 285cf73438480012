"""The class by date and by word: its diary and its search."""
