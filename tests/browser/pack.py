"""A pack in a real browser, from a file address with the network off: guesses first, sliders that give Python's digits, a negotiation, both languages, a phone.

Not part of the suite: it takes a Chromium (`chromium`, or CHROMIUM=/path) and `pip install playwright`.
Run: python tests/browser/pack.py workshop.html [--shots FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import Page, sync_playwright

from experiments.packing.interpolation import interpolated
from experiments.text import number


def opened(browser, path: Path, width: int, height: int) -> Page:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    page = context.new_page()
    page.outside, page.wrong = [], []  # type: ignore[attr-defined]
    page.on("request", lambda request: None if urlparse(request.url).scheme == "file" and request.url.endswith(path.name) else page.outside.append(request.url))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.wrong.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)  # type: ignore[attr-defined]
    page.goto(path.resolve().as_uri())
    return page


def shot(page: Page, shots: Path | None, name: str) -> None:
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name}: {wide} px too wide"
    if shots:
        page.screenshot(path=str(shots / f"{name}.png"), full_page=True)


def check_formula(page: Page, content: dict) -> int:  # type: ignore[type-arg]
    """The page's interpolation and its numbers in words give Python's digits."""
    rng, asked = random.Random(1), []
    for question in content["questions"]:
        for group in question["groups"]:
            axes = [slider["values"] for slider in group["sliders"]]
            for numbers in group["numbers"].values():
                points = [[rng.choice([*values, rng.uniform(values[0], values[-1])]) for values in axes] for _ in range(20)]
                asked += [(axes, numbers["mean"], point) for point in points]
    script = "asked => asked.map(each => { const value = interpolated(...each); return [value, figure(value, PACK.languages[0], true), figure(value, PACK.languages[1], true)]; })"
    for given, (value, *words) in zip(asked, page.evaluate(script, asked), strict=True):
        own = interpolated(*given)
        assert own == value, (given, own, value)
        assert words == [number(own, language, signed=True) for language in ("en", "fr")], (own, words)
    return len(asked)


def guess_and_turn(page: Page, content: dict, shots: Path | None, name: str) -> None:  # type: ignore[type-arg]
    question = content["questions"][0]
    assert page.locator("#answer").count() == 0 and page.locator("#here").count() == 0 and page.locator("#commit").is_disabled()
    shot(page, shots, f"{name}-guess")
    page.locator("input[type=radio]").first.check()
    page.locator("#commit").click()
    assert page.locator("#answer").count() == 1
    truth = next(choice for choice in question["guess"]["choices"] if choice["id"] == question["guess"]["truth"])
    assert truth["label"][0] in page.locator("#answer").inner_text()
    slider = page.locator("#slider-0")
    assert "This point was run" in page.locator("#here").inner_text()
    for _ in range(7):
        slider.press("ArrowRight")
    group = question["groups"][next(option["group"] for option in question["options"] if question["groups"][option["group"]]["sliders"])]
    key = page.evaluate("() => Object.values(STATE.points)[0]")
    axes = [each["values"] for each in group["sliders"]]
    value = interpolated(axes, group["numbers"][question["guess"]["outcome"]]["mean"], key)
    outcome = next(each for each in question["outcomes"] if each["id"] == question["guess"]["outcome"])
    assert page.locator("#value").inner_text() == number(value, "en", signed=not outcome["is_level"])
    assert page.locator("#error").count() == 1
    shot(page, shots, f"{name}-answer")
    page.locator("#language").click()
    assert page.evaluate("() => document.documentElement.lang") == "fr"
    assert truth["label"][1] in page.locator("#answer").inner_text()
    assert page.locator("#value").inner_text() == number(value, "fr", signed=not outcome["is_level"])
    page.locator("details").last.evaluate("node => { node.open = true; }")
    shot(page, shots, f"{name}-answer-fr")
    page.locator("#language").click()


def play(page: Page, content: dict, shots: Path | None, name: str) -> None:  # type: ignore[type-arg]
    game = content["negotiation"]
    page.locator("nav button").nth(len(content["questions"])).click()
    assert page.locator("#commit-deal").is_disabled()
    for place in range(len(game["levers"])):
        page.locator(f"#lever-{place}").press("End")
    cost = sum(lever["effects"][0]["mean"][-1] for lever in game["levers"])
    assert number(cost, "en") in page.locator("#purse").inner_text()
    page.locator("#lowest").select_option(game["roles"][0]["id"])
    assert page.locator("#commit-deal").is_disabled() == (cost > game["budget"])
    for place in range(len(game["levers"])):
        page.locator(f"#lever-{place}").press("Home")
    for place in (0, 1):
        page.locator(f"#lever-{place}").press("ArrowRight")
    page.locator("#commit-deal").click()
    scores = page.evaluate("() => scoresOf(PACK.negotiation, STATE.deals[0].deal).each")
    for role, score in zip(game["roles"], scores, strict=True):
        sign, column = (-1.0 if role["wants"] == "least" else 1.0), role["outcome"]
        within = []
        for lever in game["levers"]:
            effect = lever["effects"][column]
            for level, spent in enumerate(lever["effects"][0]["mean"]):
                low = effect["low" if sign > 0.0 else "high"][level]
                within += [sign * effect["mean"][level]] if spent <= game["budget"] and (low is None or sign * low > 0.0) else []
        best, own = max([0.0, *within]), 0.0
        for effect in (game["levers"][place]["effects"][column] for place in (0, 1)):
            told = effect["low"][0] is None or effect["low"][0] > 0.0 or effect["high"][0] < 0.0
            own += max(100.0 * sign * effect["mean"][0] / best, -100.0) if told and best else 0.0
        assert (score is None) == (best == 0.0) and (score is None or abs(score - own) < 1e-9)
    assert page.locator("#deal-answer").count() == 1
    shot(page, shots, f"{name}-negotiation")
    page.locator("#language").click()
    shot(page, shots, f"{name}-negotiation-fr")
    page.locator("#language").click()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--shots", type=Path)
    given = parser.parse_args()
    if given.shots:
        given.shots.mkdir(parents=True, exist_ok=True)
    content = json.loads(given.file.read_text(encoding="utf-8").partition('id="content">')[2].partition("</script>")[0])
    with sync_playwright() as play_with:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = play_with.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, width, height in (("desktop", 1280, 900), ("phone", 390, 844)):
            page = opened(browser, given.file, width, height)
            if content["start"] == 1:
                page.locator("#language").click()
            if name == "desktop":
                print(f"interpolation: {check_formula(page, content)} points with Python's digits")
            guess_and_turn(page, content, given.shots, name)
            if content["negotiation"] is not None:
                play(page, content, given.shots, name)
            page.locator("nav button").last.click()
            shot(page, given.shots, f"{name}-about")
            assert page.outside == [] and page.wrong == [], (page.outside, page.wrong)  # type: ignore[attr-defined]
            page.close()
            print(f"{name}: well; nothing was loaded, no error")
        browser.close()


if __name__ == "__main__":
    main()
