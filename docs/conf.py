"""The documentation site: `make docs`. Pages are the Markdown of this folder, so that they read on a repository's pages too; tables of declarations are made here."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

project = "Diaspora Policy Simulator"
author = "The Diaspora Policy Simulator authors"
copyright = author  # noqa: A001 - the name that Sphinx reads
release = version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "site_pages"]
exclude_patterns = ["_build"]
suppress_warnings = ["myst.header"]  # pages of studies begin where they like

myst_heading_anchors = 4
myst_enable_extensions = []
myst_links_external_new_tab = False

autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "show-inheritance": False}
default_role = "code"  # docstrings write `names` so
napoleon_numpy_docstring = False
napoleon_use_ivar = True
highlight_language = "text"
python_use_unqualified_type_names = True
nitpicky = False

html_theme = "furo"
html_title = f"Diaspora Policy Simulator {version}"
html_static_path = ["site/static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#00507a", "color-brand-content": "#00507a"},
    "dark_css_variables": {"color-brand-primary": "#7cc4ea", "color-brand-content": "#7cc4ea"},
    "top_of_page_buttons": [],
}
