"""Sphinx configuration: MyST pages, the furo theme, and doctests that run."""

project = "contractkit"
author = "The contractkit developers"
copyright = "The contractkit developers"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.doctest"]
html_theme = "furo"
html_title = "contractkit"
html_static_path = ["_static"]
exclude_patterns = ["_build", "_static"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_class_signature = "separated"
doctest_test_doctest_blocks = ""
doctest_global_setup = "import contractkit as ck\nfrom datetime import date, datetime, time, timedelta, timezone"
suppress_warnings = ["misc.highlighting_failure"]  # some pages show text that is no right YAML, to say why
nitpicky = False
