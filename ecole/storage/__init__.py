"""Floor 0: the database and its rules, the folder of files, the jobs. Knows no school noun."""
