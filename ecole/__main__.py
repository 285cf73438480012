"""`python -m ecole`: the command line, from a checkout without installing anything."""

from ecole.commands import main

main()
