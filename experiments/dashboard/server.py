"""`diaspora dashboard`: a server on this machine alone, that sends nothing anywhere."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from contextlib import redirect_stdout
from pathlib import Path

from model.errors import InputError, Problem

from .screen import Screen

FIRST_PORT, PORTS = 8501, 50
ADDRESS = "127.0.0.1"
SETTINGS = {
    "server_address": ADDRESS,
    "server_headless": True,
    "server_fileWatcherType": "none",
    "server_maxUploadSize": 5,
    "browser_gatherUsageStats": False,
    "client_toolbarMode": "minimal",
    "client_showErrorDetails": "none",
    "client_showErrorLinks": False,
    "theme_base": "light",
    "theme_primaryColor": "#0060A0",
    "logger_level": "error",
}
"""Loopback alone, no statistics of use, no menu of the maker, no links to searches, no watching of files."""


def free_port(asked: int | None) -> int:
    """The port asked for, or the first that is free; InputError where there is none."""
    tried = [asked] if asked is not None else list(range(FIRST_PORT, FIRST_PORT + PORTS))
    for port in tried:
        with socket.socket() as trying:
            trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trying.bind((ADDRESS, port))
            except OSError:
                continue
            return port
    allowed = f"a free port from 1024 to 65535; without --port the first free one from {FIRST_PORT}"
    raise InputError(Problem("--port", "is in use" if asked else "no port is free", value=asked, allowed=allowed))


def serve(start: Screen, port: int | None = None, browser: bool = True) -> int:
    """Serve the page until it is interrupted, starting from a screen; its address is told on standard error."""
    chosen = free_port(port)
    from streamlit.web import bootstrap

    from . import session

    session.START[0] = start
    settings = {**SETTINGS, "server_port": chosen}
    bootstrap.load_config_options(settings)
    address = f"http://{ADDRESS}:{chosen}"
    sys.stderr.write(f"{address}\n")
    sys.stderr.flush()
    threading.Thread(target=_warm, args=(start, chosen), daemon=True).start()
    if browser:
        import webbrowser

        threading.Timer(1.5, webbrowser.open, (address,)).start()
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):  # the address is told already
        bootstrap.run(str(Path(__file__).with_name("app.py")), False, [], settings)
    return 0


def _warm(start: Screen, port: int) -> None:
    """Once the server listens: load the loops and begin the first worlds, while the browser opens the page."""
    while True:
        with socket.socket() as asking:
            if asking.connect_ex((ADDRESS, port)) == 0:
                break
        time.sleep(0.2)
    from .answer import request_of
    from .policies import policies
    from .session import STEP, STORE, threads

    request = request_of(start, policies(start))
    for _ in STORE.perform([request.task(number) for number in range(STEP)], threads()):
        pass
