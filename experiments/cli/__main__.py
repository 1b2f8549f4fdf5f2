"""`python -m experiments.cli`: the command `diaspora` where it is not installed."""

from .command_line import main

main()
