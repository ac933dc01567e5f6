"""What `import contractkit` promises: the names, and that nothing heavy comes with it."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import contractkit

HEAVY = (
    "numpy",
    "pendulum",
    "pydantic",
    "workalendar",
    "pandas",
    "polars",
    "pyarrow",
    "ruamel",
    "jinja2",
    "rich",
    "typer",
)

FUNCTIONS = [name for name in contractkit.__all__ if inspect.isfunction(getattr(contractkit, name))]


def in_fresh_python(code: str) -> str:
    """Return what a new interpreter prints for `code`."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class TestNames:
    @pytest.mark.parametrize("name", contractkit.__all__)
    def test_each_public_name_loads_and_is_documented(self, name: str) -> None:
        value = getattr(contractkit, name)
        assert value is not None
        assert getattr(value, "__doc__", None)

    @pytest.mark.parametrize("name", FUNCTIONS)
    def test_each_public_function_has_an_example(self, name: str) -> None:
        """It runs with the tests of its module, as every example does."""
        assert ">>>" in (getattr(contractkit, name).__doc__ or "")

    def test_the_names_for_type_checkers_are_the_names_that_load(self) -> None:
        assert sorted(contractkit._HOMES) == sorted(contractkit.__all__)

    def test_an_unknown_name_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="no attribute 'load_agreemnt'"):
            contractkit.load_agreemnt  # noqa: B018

    def test_a_name_is_the_same_object_however_it_is_reached(self) -> None:
        from contractkit.evaluation import evaluate

        assert contractkit.evaluate is evaluate


class TestVersion:
    def test_the_version_is_the_one_that_the_package_is_built_with(self) -> None:
        import tomllib
        from pathlib import Path

        project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
        assert contractkit.__version__ == project["project"]["version"]


class TestImport:
    def test_importing_the_package_loads_nothing_heavy(self) -> None:
        code = f"import contractkit, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
        assert in_fresh_python(code) == "[]"

    def test_an_error_type_loads_no_numpy(self) -> None:
        assert in_fresh_python("import contractkit, sys; contractkit.Problem; print('numpy' in sys.modules)") == "False"

    def test_the_answer_does_not_depend_on_the_system_zone(self) -> None:
        code = (
            "import os, time; os.environ['TZ'] = '{zone}'; time.tzset(); import contractkit as ck;"
            "from datetime import datetime, timezone, timedelta;"
            "office = ck.BusinessCalendar(tz='Europe/Amsterdam', week={{'mon-fri': '09:00-17:00'}});"
            "print(office.due_at(datetime(2026, 3, 27, 15, tzinfo=timezone.utc), timedelta(hours=4)).isoformat())"
        )
        expected = (
            "2026-03-30T12:00:00+02:00"  # Friday 16:00 in Amsterdam, one hour; Monday 09:00 after the change, three
        )
        assert {in_fresh_python(code.format(zone=zone)) for zone in ("UTC", "Pacific/Chatham")} == {expected}
