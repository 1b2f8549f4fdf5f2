"""`diaspora dashboard`: a server on this machine alone, that sends nothing anywhere."""

from __future__ import annotations

import gc
import importlib
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import InputError, Problem
from model.text import Text

from .first_screen import FIRST

if TYPE_CHECKING:
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
    allowed = Text(
        "a free port from 1024 to 65535; without --port the first free one from {first}",
        "un port libre de 1024 à 65535 ; sans --port, le premier libre à partir de {first}",
    ).filled(first=FIRST_PORT)
    raise InputError(
        Problem("--port", Text("is in use", "est déjà pris") if asked else Text("no port is free", "aucun port n'est libre"), value=asked, allowed=allowed)
    )


def serve(start: Callable[[], Screen], port: int | None = None, browser: bool = True) -> int:
    """Serve the page until it is interrupted, starting from a screen that is made when it is asked for; its address is told on standard error."""
    chosen = free_port(port)
    gc.disable()  # what is loaded stays: looking for what does not would take a sixth of the time; `_warm` goes on with it
    from streamlit.web import bootstrap

    FIRST[:] = [start]
    settings = {**SETTINGS, "server_port": chosen}
    bootstrap.load_config_options(settings)
    address = f"http://{ADDRESS}:{chosen}"
    sys.stderr.write(f"{address}\n")
    sys.stderr.flush()
    threading.Thread(target=_warm, args=(chosen, address if browser else None), daemon=True).start()
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):  # the address is told already
            bootstrap.run(str(Path(__file__).with_name("app.py")), False, [], settings)
    finally:
        gc.enable()
    return 0


MODEL = ("model.mesa_door", ".results", ".take_along")
"""What a page loads once its controls are there, in this order (Mesa first of all: findings/mesa_import_depth.sh)."""
ALONE = 3.0
"""Seconds for which a browser is waited for, once the model is loaded: a page that is opened runs the first worlds itself."""


def _warm(port: int, address: str | None) -> None:
    """Once the server listens: open the browser, load the model while it opens the page, and begin the first worlds if none comes."""
    while True:
        with socket.socket() as asking:
            if asking.connect_ex((ADDRESS, port)) == 0:
                break
        time.sleep(0.05)
    if address is not None:
        import webbrowser

        webbrowser.open(address)
    from . import page  # noqa: F401 (first, as the script of the page has it: two threads that load it wait for each other)
    from .session import ASKED, CONTROLLED, START

    try:
        for name in MODEL:
            if ASKED.is_set():
                CONTROLLED.wait(ALONE)
            importlib.import_module(name, __package__)
    finally:
        gc.freeze()
        gc.enable()
    if ASKED.wait(ALONE):
        return
    from .answer import request_of
    from .browser_runs import STEP, STORE, threads
    from .policies import policies

    request = request_of(START[0], policies(START[0]))
    for _ in STORE.perform([request.task(number) for number in range(STEP)], threads()):
        pass
