"""Sphinx configuration: MyST pages, the furo theme, doctests that run, and notebooks that are executed."""

project = "contractkit"
author = "The contractkit developers"
copyright = "The contractkit developers"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.doctest"]
html_theme = "furo"
html_title = "contractkit"
html_static_path = ["_static"]
exclude_patterns = ["_build", "_static", "**.ipynb_checkpoints"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_timeout = 60
nb_execution_raise_on_error = True
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_class_signature = "separated"
doctest_test_doctest_blocks = ""
doctest_global_setup = "import contractkit as ck\nfrom datetime import date, datetime, time, timedelta, timezone"
suppress_warnings = [
    "misc.highlighting_failure",  # some pages show text that is no right YAML, to say why
    "ref.python",  # a word such as `time` in an annotation is a type, and also what several values have
]
nitpicky = False
