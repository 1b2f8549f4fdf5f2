"""The script that Streamlit runs for each browser."""

from experiments.dashboard.page import show

if __name__ == "__main__":  # as which Streamlit runs it; who imports it to look for examples runs no worlds
    show()
