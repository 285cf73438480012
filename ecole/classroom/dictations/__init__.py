"""Dictations: phrases recorded one by one, played whole, by phrase, slower."""
