"""Floor 7: the instance as the town hall sees it: schools, figures, checks; never a child."""
