"""Sweeps: which points are run, what runs them, where the numbers are kept.

experiment.py reads an experiment file; factor.py, designs.py and asked.py are what it consists of; subject.py runs points; running.py runs what is missing;
plan.py cuts a sweep into parts, folder.py keeps them; reading.py reads them back, verifies and merges; questions.py answers questions in SQL.
"""

from .experiment import Experiment, load_experiment
from .reading import Sweep, merge, read_sweep, status, verify
from .running import run_sweep
from .sql_query import query

__all__ = ["Experiment", "Sweep", "load_experiment", "merge", "query", "read_sweep", "run_sweep", "status", "verify"]
