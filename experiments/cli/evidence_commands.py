"""What `diaspora validate` and `diaspora calibrate` do: compute facts, and show the card; find the sets of parameters that agree with them."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from model.compiled.compiling import Told as Compiling
from model.errors import InputError, Problem
from model.levers import REGISTRY
from model.parameter import Text

from ..calibrated.ensemble import FILE_NAME
from ..evidence.calibration.calibrate import WAVES, Result, Settings, calibrate
from ..evidence.calibration.emulators import LEAST_RUNS
from ..evidence.calibration.left_out import leave_one_study_out, overfitting_curve
from ..evidence.calibration.page import Worth, page
from ..evidence.card_page import band_words, check_folder, terminal_card, write_card
from ..evidence.validation import validate
from ..manifest import finite
from ..progress import Progress
from ..runs.pool import workers_for
from ..storage.files import write_whole
from ..terminal import plain_table, terminal
from ..text import bounds, colon, number, percent
from .commands import print_json

FAILED = 1


def show_card(
    files: list[str],
    only: list[str],
    replications: int | None,
    sample: int | None,
    seed: int,
    jobs: int | None,
    out: str | None,
    language: str,
    as_json: bool,
    *,
    point: bool = False,
) -> int:
    """`diaspora validate`: 1 where a fact could not be computed."""
    folder = None if out is None else Path(out)
    if folder is not None:
        check_folder(folder)
    size = {} if sample is None else {"sample": sample}
    with Progress(language, "facts") as progress:
        workers = workers_for(jobs)
        card = validate(files or None, only=only, replications=replications, seed=seed, jobs=workers, progress=progress, point=point, **size)
    command = ["diaspora", "validate", *(f"--facts {file}" for file in files), *(f"--only {name}" for name in only), f"--seed {seed}"]
    command += [f"--replications {replications}"] if replications is not None else []
    command += [f"--sample {sample}"] if sample is not None else []
    command += ["--point"] if point else []
    if folder is not None:
        write_card(card, folder, language, " ".join(command))
    if as_json:
        print_json(finite(card.document()) | ({"results": str(folder)} if folder is not None else {}))
    else:
        terminal().print(terminal_card(card, language))
        if folder is not None:
            sys.stdout.write(f"{Text('Table, page and figure', 'Tableau, page et figure')(language)}{colon(language)}{folder}\n")
    return FAILED if card.failed else 0


SAID = {
    "wave": Text("Wave {name}: {done} of {of} sets", "Vague {name} : {done} jeux sur {of}"),
    "members": Text("Members: {done} of {of} sets", "Membres : {done} jeux sur {of}"),
    "again": Text("Best fit: {done} of {of} sets", "Meilleur ajustement : {done} jeux sur {of}"),
    "facts": Text("Facts at the best fit: {done} of {of}", "Faits au meilleur ajustement : {done} sur {of}"),
    "left out": Text("Studies left out: {done} of {of}", "Études écartées : {done} sur {of}"),
    "pace": Text(", {minutes:.0f} minutes left of this step", ", encore {minutes:.0f} minutes pour cette étape"),
    "found": Text(
        "{n} sets of {k} parameters; the chains are worth {chains} independent draws; of the members that were run {members} are not ruled out.",
        "{n} jeux de {k} paramètres ; les chaînes valent {chains} tirages indépendants ; des membres simulés, {members} ne sont pas exclus.",
    ),
    "cost": Text("{runs} sets run, {seconds} seconds of one processor.", "{runs} jeux simulés, {seconds} secondes d'un processeur."),
    "worth": Text(
        "Score of the facts fitted {inside}; of each study predicted without it {outside}.",
        "Score des faits ajustés {inside} ; de chaque étude prédite sans elle {outside}.",
    ),
    "written": Text("Written: {file}", "Écrit : {file}"),
}
EVERY_SECONDS = 15.0
LEFT_OUT, CURVE, PAGE = "left_out.csv", "overfitting.csv", "calibration.md"


class _Told:
    """Progress of a calibration on standard error, with the time left of each step."""

    def __init__(self, language: str) -> None:
        self.language, self.last, self.step, self.began, self.first, self.compiled = language, time.monotonic(), "", 0.0, 0, 0.0

    def __call__(self, name: str, done: int, of: int) -> None:
        now = time.monotonic()
        if name != self.step:
            self.step, self.began, self.first, self.compiled = name, now, done, Compiling.seconds
        if done < of and now - self.last < EVERY_SECONDS:
            return
        self.last = now
        line = SAID[name if name in SAID else "wave"](self.language).format(name=name, done=done, of=of)
        if self.first < done < of:
            spent = now - self.began - (Compiling.seconds - self.compiled)  # loops are compiled once
            line += SAID["pace"](self.language).format(minutes=(of - done) * spent / (done - self.first) / 60.0)
        sys.stderr.write(line + "\n")


def calibrate_model(out: str, settings: Settings, only: list[str], seed: int, jobs: int | None, language: str, as_json: bool) -> int:
    """`diaspora calibrate`: the ensemble is written to the folder of the runs, with what it is worth where it was not fitted."""
    told = _Told(language)
    found = calibrate(out, settings=settings, only=only, seed=seed, jobs=workers_for(jobs), progress=told)
    worth = _worth(found, seed, told)
    folder, document = Path(out), finite(found.ensemble.document())
    contents = {
        FILE_NAME: json.dumps(document, indent=1) + "\n",
        LEFT_OUT: worth.left_out.to_csv(index=False),
        CURVE: worth.curve.to_csv(index=False),
        PAGE: page(found.ensemble, worth, tuple(REGISTRY), _command(settings, only, seed)),
    }
    for name, content in contents.items():
        write_whole(folder / name, lambda draft, content=content: draft.write_text(content, encoding="utf-8"))  # type: ignore[misc]
    if as_json:
        scores = {"score_fitted": worth.score_fitted, "score_left_out": worth.score_left_out}
        print_json({"results": out, "ensemble": document, **scores, "overfitting": worth.curve.to_dict("records")})
        return 0
    _say_calibration(found, worth, folder, language)
    return 0


def _worth(found: Result, seed: int, told: _Told) -> Worth:
    left_out, outside, inside = leave_one_study_out(found.emulators, found.facts, seed, lambda done, of: told("left out", done, of))
    return Worth(left_out, outside, inside, overfitting_curve(found.emulators, found.names, found.facts, seed))


def _command(settings: Settings, only: list[str], seed: int) -> str:
    words = ["diaspora calibrate", f"--sets {','.join(str(count) for count, _ in settings.waves)}", f"--members {settings.members}", f"--keep {settings.keep}"]
    words += [f"--replications {settings.replications}", f"--scale {settings.scale:g}", f"--checked {settings.checked}", f"--seed {seed}"]
    return " ".join([*words, *(f"--only {name}" for name in only)])


HEADS = (
    Text("Fact", "Fait"),
    Text("Band", "Plage"),
    Text("Members", "Membres"),
    Text("5th to 95th percentile", "Du 5e au 95e centile"),
    Text("Explained by the emulator", "Expliqué par l'émulateur"),
)


def _say_calibration(found: Result, worth: Worth, folder: Path, language: str) -> None:
    console = terminal()
    rows = [
        [
            name,
            band_words((of["low"], of["high"]), language),
            number(of["mean"], language),
            bounds(of["5th"], of["95th"], language),
            percent(of["explained"], language),
        ]
        for name, of in found.ensemble.fit.items()
    ]
    console.print(plain_table([head(language) for head in HEADS], rows))
    chains, effective = (number(value, language) for value in found.effective)
    about = found.ensemble.about
    console.print(SAID["found"](language).format(n=found.ensemble.size, k=len(found.names), chains=chains, members=effective))
    seconds = number(float(about["processor seconds"]), language)
    console.print(SAID["cost"](language).format(runs=about["sets run"], seconds=seconds))
    inside, outside = (number(score, language) for score in (worth.score_fitted, worth.score_left_out))
    console.print(SAID["worth"](language).format(inside=inside, outside=outside))
    for name in (FILE_NAME, PAGE, LEFT_OUT, CURVE):
        console.print(SAID["written"](language).format(file=folder / name))


def settings_of(sets: str | None, members: int, keep: int, replications: int, scale: float, checked: int) -> Settings:
    """The sizes that the options of the command ask for."""
    waves = tuple((count, power) for count, (_, power) in zip(_counts(sets), WAVES, strict=False)) if sets is not None else WAVES
    if not 0.05 <= scale <= 1.0:
        raise InputError(
            Problem(
                "--scale",
                Text("{scale} is out of bounds", "{scale} est hors des bornes").filled(scale=scale),
                value=scale,
                allowed=Text("0.05 to 1", "`0.05` à 1"),
            )
        )
    return Settings(waves, members, keep, replications, scale=scale, checked=checked)


def _counts(sets: str) -> list[int]:
    try:
        counts = [int(part) for part in sets.split(",")]
    except ValueError:
        counts = []
    if not 1 <= len(counts) <= len(WAVES) or min(counts) < LEAST_RUNS:
        allowed = Text(
            "up to {n} whole numbers of at least {least}, as 400,300,200", "jusqu'à {n} nombres entiers d'au moins {least}, comme 400,300,200"
        ).filled(n=len(WAVES), least=LEAST_RUNS)
        raise InputError(
            Problem("--sets", Text("{sets} is no list of waves", "{sets} n'est pas une liste de vagues").filled(sets=repr(sets)), value=sets, allowed=allowed)
        )
    return counts
