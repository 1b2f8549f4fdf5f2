"""The dashboard in a real browser, with every name but this machine's blocked: levers move charts, the link restores, downloads work, the tab's end stops runs.

Not part of the suite: it takes a Chromium (`chromium`, or CHROMIUM=/path), `pip install playwright`, and for the accessibility rules AXE=/path/to/axe.min.js
(npm package axe-core). Run: python tests/browser/dashboard.py [--levers] [--changes 20] [--shots FOLDER]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, quote, urlparse

from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as WaitedTooLongError

ROOT = Path(__file__).resolve().parents[2]
PORT = 8677
ADDRESS = f"http://127.0.0.1:{PORT}"
WAIT = 180_000
VIEWS = ("over_time", "cost", "gains", "accounts", "queues", "flows", "alarms", "household", "sensitivity", "lesson")
SERIOUS = ("serious", "critical")
WHERE = {"dual_nationality": "scenario=ethiopia_netherlands&"}
"""Worlds of levers that change nothing in the first one: Moroccans keep their nationality as it is."""


def said(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text()


def in_short(page: Page) -> str:
    return page.locator("[data-testid=stTable]").first.inner_text()


def settled(page: Page) -> None:
    """Until the answer is as precise as it gets."""
    page.wait_for_function("() => /runs, the most|as asked|simulations, le maximum|comme demand/.test(document.body.innerText)", timeout=WAIT)


def opened(browser, link: str, width: int = 1400, height: int = 1000) -> Page:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": width, "height": height}, accept_downloads=True)
    page.outside = []  # type: ignore[attr-defined]
    page.on("request", lambda request: None if urlparse(request.url).hostname in ("127.0.0.1", None) else page.outside.append(request.url))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: print("page error:", str(error)[:200]))
    page.goto(f"{ADDRESS}/{link}", timeout=WAIT)
    return page


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024.0  # type: ignore[index]


def check_first(browser, pid: int, began: float) -> None:  # type: ignore[no-untyped-def]
    """From the command to a page that can be used and to its first answer; the second time the loops are compiled."""
    up = time.time() - began
    page = opened(browser, "")
    page.get_by_role("slider").first.wait_for(timeout=WAIT)
    usable, used = time.time() - began, cpu(pid)
    page.wait_for_selector("[data-testid=stVegaLiteChart]", timeout=WAIT)
    print(f"s after the command: server up {up:.1f}, controls {usable:.1f} (processor s of the server {used:.1f}), first chart {time.time() - began:.1f} ({cpu(pid):.1f})")
    page.close()


def check_basics(browser, shots: Path | None) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, "?sample=300&runs=10&precision=1")
    page.wait_for_selector("[data-testid=stVegaLiteChart]", timeout=WAIT)
    settled(page)
    before = in_short(page)
    slider = page.get_by_role("slider").first
    slider.press("ArrowRight", delay=50)
    page.wait_for_function("was => (document.querySelector('[data-testid=stTable]')?.innerText ?? was) !== was", arg=before, timeout=WAIT)
    settled(page)
    moved, link = in_short(page), urlparse(page.url).query
    assert "ratio" in link, link
    page.get_by_text("Français").click()
    page.wait_for_function("() => document.body.innerText.includes('Politiques envers la diaspora')", timeout=WAIT)
    settled(page)
    assert parse_qs(urlparse(page.url).query)["a"] == parse_qs(link)["a"]
    slider.press("ArrowRight", delay=50)  # a control that is moved in the other language sends all others with it
    page.wait_for_function("was => new URL(location).searchParams.getAll('a').join() !== was", arg=",".join(parse_qs(link)["a"]), timeout=WAIT)
    settled(page)
    slider.press("ArrowLeft", delay=50)
    page.wait_for_function("was => new URL(location).searchParams.getAll('a').join() === was", arg=",".join(parse_qs(link)["a"]), timeout=WAIT)
    settled(page)
    page.get_by_text("English").click()
    page.wait_for_function("() => document.body.innerText.includes('Diaspora policies side by side')", timeout=WAIT)
    settled(page)
    assert in_short(page) == moved
    with page.expect_download(timeout=WAIT) as given:
        page.get_by_text("Table of all numbers (CSV)").click()
    assert Path(given.value.path()).read_text(encoding="utf-8").startswith("scenario,outcome,unit")
    print("slider, language, state, download: well", flush=True)
    other = opened(browser, f"?{link}")
    settled(other)
    assert in_short(other) == moved and in_short(page) == moved
    print("link restores all; two browsers side by side: well")
    axe(other, "desktop")
    assert page.outside == other.outside == []  # type: ignore[attr-defined]
    for each in (page, other):
        each.close()
    wrong = opened(browser, "?sample=300&runs=2&a=" + quote("levers.matching_grant.ratio=9"))
    wrong.wait_for_selector("text=9 is out of bounds", timeout=WAIT)
    assert "--set: levers.matching_grant.ratio: 9 is out of bounds; allowed: a number from 0 to 5" in said(wrong)
    wrong.close()
    print("wrong input: well")


def check_views(browser, shots: Path | None, widths: list[str]) -> None:  # type: ignore[no-untyped-def]
    """Every figure in both languages at desktop and phone width: nothing wider than the page, no serious fault, nothing from elsewhere; a picture of each."""
    for name, width, height in (each for each in (("desktop", 1280, 900), ("phone", 390, 844)) if each[0] in widths):
        for language in ("en", "fr"):
            for view in VIEWS:
                print(name, language, view, flush=True)
                page = opened(browser, f"?sample=300&runs=10&precision=1&language={language}&view={view}", width, height)
                if view in ("household", "sensitivity", "lesson"):
                    page.wait_for_selector("[data-testid=stMain] [data-testid=stSelectbox]", timeout=WAIT)
                    page.wait_for_timeout(3000)
                else:
                    settled(page)
                    page.wait_for_timeout(500)
                assert page.locator("[data-testid=stException]").count() == 0
                page.wait_for_function("language => document.documentElement.lang === language", arg=language, timeout=20_000)
                if view == "household":
                    page.get_by_role("button", name={"en": "Give the reasons", "fr": "Donner les raisons"}[language]).first.click()
                    page.wait_for_timeout(8000)
                wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
                assert wide <= 0, f"{view}, {language}, {name}: {wide} px too wide"
                axe(page, f"{view}, {language}, {name}")
                assert page.outside == []  # type: ignore[attr-defined]
                if shots:
                    inside = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(inside + 60, 4000)})
                    page.wait_for_timeout(1000)
                    page.screenshot(path=str(shots / f"{name}-{view}-{language}.png"))
                page.close()
        print(f"{len(VIEWS)} figures in two languages, {name}: well")


def check_stops(browser, pid: int) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, "?sample=3000&runs=60&precision=1&seed=5")
    page.wait_for_selector("[data-testid=stVegaLiteChart]", timeout=WAIT)
    page.close()
    time.sleep(10)
    before = cpu(pid)
    time.sleep(10)
    used = cpu(pid) - before
    print(f"processor seconds in ten seconds after the tab was closed: {used:.2f}")
    assert used < 1.0


def check_levers(browser, alone: list[str] | None) -> None:  # type: ignore[no-untyped-def]
    """Every lever, added to policy A at its declared values beside none in B, moves the page."""
    sys.path.insert(0, str(ROOT))
    from model.levers import REGISTRY

    still = []
    for lever in alone or sorted(REGISTRY):
        page = opened(browser, f"?{WHERE.get(lever, '')}sample=300&runs=2&b=none&a=levers.{lever}%3D%7B%7D")
        page.wait_for_function("() => /runs, the most/.test(document.body.innerText)", timeout=WAIT)
        cells = in_short(page)
        if not re.search(r"[+-]\d", cells):
            still.append(lever)
        page.close()
    print(f"levers that moved nothing at their declared values: {still or 'none'} of {len(REGISTRY)}")
    assert not still


def check_times(browser, pid: int, changes: int) -> None:  # type: ignore[no-untyped-def]
    """Keys on a slider, at 3 000 records with both policies on the page, each to a value that was not run before: wall time to the new chart, processor time
    of the server, memory."""
    page = opened(browser, "?runs=2")
    page.wait_for_function("() => /runs, the most/.test(document.body.innerText)", timeout=WAIT)
    sliders, walls, processor, rss = page.get_by_role("slider"), [], [], []
    turns = 0
    for place in range(changes):
        before, link, began, used = in_short(page), page.url, time.time(), cpu(pid)
        if place % 70 == 69:  # a second slider, so that no value that comes was run before
            sliders.nth(1).press("ArrowRight", delay=50)
            turns += 1
        else:
            sliders.first.press("ArrowLeft" if turns % 2 else "ArrowRight", delay=50)
        try:
            page.wait_for_function("was => (document.querySelector('[data-testid=stTable]')?.innerText ?? was) !== was", arg=before, timeout=20_000)
            walls.append(time.time() - began)
        except WaitedTooLongError:  # the same digits: another value that changes nothing that is shown
            assert page.url != link
        page.wait_for_function("() => /runs, the most/.test(document.body.innerText)", timeout=WAIT)
        page.wait_for_timeout(300)
        processor.append(cpu(pid) - used)
        rss.append(memory(pid))
    walls.sort()
    print(f"{changes} changes, {len(walls)} of them seen: wall s median {statistics.median(walls):.2f}, p95 {walls[int(0.95 * len(walls))]:.2f}; "
          f"processor s of the server median {statistics.median(processor):.2f}; memory MB {rss[0]:.0f} first, {rss[len(rss) // 2]:.0f} half way, {rss[-1]:.0f} last")  # fmt: skip


def axe(page: Page, where: str) -> None:
    if "AXE" not in os.environ:
        return
    page.evaluate(Path(os.environ["AXE"]).read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})).violations")
    serious = [each for each in found if each["impact"] in SERIOUS]
    for each in found:
        for node in each["nodes"][:4]:
            print(f"axe, {where}: {each['impact']}: {each['id']}: {node['html'][:140]}")
    assert not serious


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--levers", action="store_true")
    asked.add_argument("--changes", type=int, default=20)
    asked.add_argument("--shots", type=Path)
    asked.add_argument("--lever", nargs="*", help="these alone")
    asked.add_argument("--widths", nargs="*", default=["desktop", "phone"])
    asked.add_argument("--only", nargs="*", default=["first", "basics", "views", "stops", "times"])
    given = asked.parse_args()
    if given.shots:
        given.shots.mkdir(parents=True, exist_ok=True)
    python = os.environ.get("PYTHON", sys.executable)
    with sync_playwright() as play:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"])
        began = time.time()
        server = subprocess.Popen(
            [python, "-P", "-m", "experiments.cli", "dashboard", "--no-browser", "--port", str(PORT)], env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        try:
            while time.time() - began < 600:
                with socket.socket() as asked_for:
                    if asked_for.connect_ex(("127.0.0.1", PORT)) == 0:
                        break
                time.sleep(0.05)
            if "first" in given.only:
                check_first(browser, server.pid, began)
            if "basics" in given.only:
                check_basics(browser, given.shots)
            if "views" in given.only:
                check_views(browser, given.shots, given.widths)
            if "stops" in given.only:
                check_stops(browser, server.pid)
            if "times" in given.only:
                check_times(browser, server.pid, given.changes)
            if given.levers:
                check_levers(browser, given.lever)
            browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
