"""How Sphinx builds the site: `make docs`. Nothing is fetched, neither to build it nor to read it."""

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from pipeline.version import VERSION

project = "pagewinnow"
release = VERSION
copyright = "the pagewinnow authors, Apache-2.0"  # noqa: A001 - Sphinx's name for it
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
html_theme = "furo"
html_title = "pagewinnow"
html_show_sphinx = False
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
default_role = "code"  # docstrings of the code have single backticks
autodoc_preserve_defaults = True
autodoc_member_order = "bysource"
smartquotes = False  # `--` is how flags begin
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline", "deflist"]
copybutton_prompt_text = "$ "


def setup(app: Sphinx) -> None:
    """Pygments has no lexer of these."""
    for language in ("crontab",):
        app.add_lexer(language, TextLexer)
