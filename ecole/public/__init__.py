"""Floor 7: what anyone may read: the help, the plan of the site, the pages the law asks for."""
