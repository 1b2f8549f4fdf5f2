"""Studies of the simulator itself: its speed, what a sample loses, what common random numbers save, its memory.

Each is a command (`python -m experiments.studies.scale --out docs/scale.md`) and a few functions that a test or a notebook calls; none of them is needed
to compare policies.
"""
