"""Part of the documentation site that is made from the declarations when it is built: levers, scenarios, commands; and links that leave `docs/`.

Parameters and outcomes stand in the repository too, for those who read it there; the site takes them from the declarations all the same.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import build_tables
import typer

from experiments.cli.catalogue import described, listed
from experiments.cli.command_line import app as command_line
from model.levers.lever import REGISTRY
from scenarios import load

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ELSEWHERE = {"../README.md": "index.md", "../CONTRIBUTING.md": "contributing.md", "../CHANGELOG.md": "changes.md"}
_LINK = re.compile(r"\]\((\.\./[^)#\s]+)(#[^)\s]*)?\)")


def cell(value: Any) -> str:
    """A value in a cell of a table."""
    text = "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)
    return text.replace("|", "/").replace("\n", " ").replace("*", "\\*").replace("<", "\\<")


def table(heads: list[str], rows: list[list[Any]]) -> list[str]:
    """Lines of a table."""
    return [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *(f"| {' | '.join(cell(one) for one in row)} |" for row in rows)]


def lever_page(name: str) -> str:
    """What one lever does, rests on and takes."""
    found = described(name)
    about = [("Family", found["family"]), ("Of the source paper", found["source"]), ("First outcome to look at", f"`{found['main_outcome']}`"), ("Evidence", found["evidence"])]
    facts = [f"- {cell(fact)}" for fact in found["facts"]]
    rows = [
        [f"`{p['id']}`", p["label"], p["value"], p["unit"], p["allowed"], "" if p["range"] is None else " to ".join(f"{end:g}" for end in p["range"]), p["grade"], p["source"]]
        for p in found["parameters"]
    ]
    lines = [f"# {found['label']}", "", found["says"], "", f"*{described(name, 'fr')['label']}.* {described(name, 'fr')['says']}", "", *table(["", f"`{name}`"], [list(pair) for pair in about])]
    lines += ["", "## Facts that speak of it", "", *facts] if facts else []
    lines += ["", "## Terms", "", f"Each is set by `--set levers.{name}.TERM=VALUE` or in a scenario file under `[levers.{name}]`.", ""]
    lines += table(["Term", "What it is", "Value", "Unit", "Allowed", "Range", "Grade", "Source"], rows)
    return "\n".join(lines) + "\n"


def levers_page() -> str:
    """All levers, with a link to each."""
    rows = [[f"[{item['label']}]({item['id']}.md)", f"`{item['id']}`", REGISTRY[str(item['id'])].says()] for item in listed("levers")]
    names = [str(item["id"]) for item in listed("levers")]
    intro = f"{len(rows)} levers, as they are declared; one file each in `model/levers/`. What each does from nothing to its strongest dose: [dose-response curves](../../dose_response.md)."
    return "\n".join(["# Levers", "", intro, "", *table(["Lever", "Id", "What it does"], rows), "", "```{toctree}", ":hidden:", "", *names, "```", ""])


def scenarios_page() -> str:
    """All scenarios of the library."""
    rows = [[f"`{item['id']}`", item["label"], load(str(item["id"])).says()] for item in listed("scenarios")]
    return "\n".join(["# Scenarios of the library", "", "`diaspora describe NAME` says of each what is in it.", "", *table(["Scenario", "Label", "What it asks"], rows), ""])


def _command_lines(name: str, command: Any) -> list[str]:
    lines = [f"## diaspora {name}", "", (command.help or "").strip(), ""]
    rows = []
    for parameter in command.params:
        shown = getattr(parameter, "show_default", False)
        default = shown if isinstance(shown, str) else "" if not shown or parameter.default in (None, False, ()) else getattr(parameter.default, "value", parameter.default)
        written = ", ".join(f"`{one}`" for one in parameter.opts) if parameter.param_type_name == "option" else f"`{parameter.metavar or parameter.name.upper()}`"
        rows.append([written, getattr(parameter, "help", ""), default])
    return [*lines, *table(["Option", "What it does", "Without it"], rows), ""]


def commands_page() -> str:
    """All commands with their options, as `--help` has them."""
    lines = ["# Commands and options", "", "As `--help` has them. In use: [commands](../commands.md), [using the simulator](../using.md).", ""]
    for name, command in typer.main.get_command(command_line).commands.items():  # type: ignore[attr-defined]
        for part, inner in getattr(command, "commands", {"": command}).items():
            lines += _command_lines(f"{name} {part}".strip(), inner)
    return "\n".join(lines)


def write(app: Any) -> None:
    """The pages of the declarations, anew at each build; a page that has not changed is left, so that it is not read again."""
    del app
    folder = HERE / "declared"
    pages = {"levers/index": levers_page(), "scenarios": scenarios_page(), "commands": commands_page()}
    pages |= {f"levers/{item['id']}": lever_page(str(item["id"])) for item in listed("levers")}
    if folder.exists():
        for path in folder.rglob("*.md"):
            if path.relative_to(folder).with_suffix("").as_posix() not in pages:
                path.unlink()
    for name, text in pages.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def read(app: Any, page: str, source: list[str]) -> None:
    """Tables from the declarations themselves; links to the rest of the repository lead to its page here, or to the file."""
    if page in ("parameters", "outcomes"):
        source[0] = getattr(build_tables, page)()

    def leads(found: re.Match[str]) -> str:
        target, part = found[1], found[2] or ""
        if target in ELSEWHERE:
            return f"]({ELSEWHERE[target]})" if target == "../README.md" else f"]({ELSEWHERE[target]}{part})"
        path = (HERE / page).parent / target
        if not path.exists():
            return found[0]  # the build says so
        kept = Path(app.srcdir) / "declared" / "files" / path.resolve().relative_to(ROOT)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, kept) if path.is_file() else None
        return f"](<path:/{kept.relative_to(app.srcdir).as_posix()}>)"

    source[0] = _LINK.sub(leads, source[0])


def setup(app: Any) -> dict[str, Any]:
    """What Sphinx asks of an extension."""
    sys.modules.setdefault("site_pages", sys.modules[__name__])
    app.connect("builder-inited", write)
    app.connect("source-read", read)
    return {"parallel_read_safe": True}
