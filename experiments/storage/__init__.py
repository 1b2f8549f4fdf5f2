"""Files that are whole or not there, sealed, and claimed by one process at a time."""
