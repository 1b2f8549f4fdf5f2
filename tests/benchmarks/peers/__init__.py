"""One rule for many agents in libraries and languages that others use, each in an environment of its own (README.md)."""
