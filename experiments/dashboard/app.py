"""The script that Streamlit runs for each browser."""

from experiments.dashboard.page import show

show()
