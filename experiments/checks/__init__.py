"""What is worth knowing of a scenario before anything is run."""
