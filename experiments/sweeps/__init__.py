"""Sweeps: which points are run, what runs them, where the numbers are kept.

experiment.py reads an experiment file; factor.py, designs.py and asked.py are what it consists of; subject.py runs points; running.py runs what is missing;
folder.py keeps parts; reading.py reads them back, verifies, merges and answers questions in SQL.
"""

from .experiment import Experiment, load_experiment
from .reading import Sweep, merge, query, read_sweep, status, verify
from .running import run_sweep

__all__ = ["Experiment", "Sweep", "load_experiment", "merge", "query", "read_sweep", "run_sweep", "status", "verify"]
