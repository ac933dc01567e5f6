"""What a run found, as lines to read and as JSON."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import attrs

from rivals.alone import COMPILED
from rivals.bars import Bar
from rivals.libraries import REQUIRED
from rivals.programme import Itself, Proof
from rivals.racing import Figure, Size
from rivals.workload import SPANS

__all__ = ["HEAD", "HEAD_ITSELF", "Result", "as_data", "bar_line", "figure_line", "itself_line", "proof_line"]

HEAD: Final = f"{'':44s} {'rows':>10s} {'ns a row':>13s} {'contractkit':>12s} {'ratio':>10s}  against the oracle"
HEAD_ITSELF: Final = f"{'':44s} {'rows':>10s} {'ns a row':>13s} {'beside':>12s} {'ratio':>10s}"


@attrs.frozen
class Result:
    """Everything that one run measured."""

    size: Size
    figures: Sequence[Figure]
    itself: Sequence[Itself]
    proofs: Sequence[Proof]
    compiling_ms: Sequence[float]
    memory_mib: dict[str, float]
    bars: Sequence[Bar]


def figure_line(figure: Figure) -> str:
    """Return the line of a rival on one track."""
    checked = figure.checked
    verdict = f"{checked.wrong} of {checked.rows} differ" if checked.wrong else f"{checked.rows} equal"
    remark = f"; {figure.remark}" if figure.remark else ""
    name = f"{figure.rival}: {figure.track.form} {figure.track.operation}"
    return (
        f"  {name:42s} {figure.rows:>10,d} {figure.ns:>13,.1f} {figure.our_ns:>12,.1f} {figure.ratio:>9,.2f}x"
        f"  {verdict}{remark}"
    )


def itself_line(one: Itself) -> str:
    """Return the line of contractkit beside itself."""
    name = f"{one.operation}, {one.name}"
    return f"  {name:42s} {one.rows:>10,d} {one.ns:>13,.1f} {one.beside_ns:>12,.1f} {one.ratio:>9,.2f}x"


def proof_line(proof: Proof) -> str:
    """Return the line of a check of contractkit's own answers."""
    wrong = f"{proof.checked.wrong} DIFFER ({proof.checked.example})" if proof.checked.wrong else "all equal"
    return f"  {proof.track!s:42s} {proof.checked.rows:>10,d} rows, {proof.against}: {wrong}"


def bar_line(bar: Bar) -> str:
    """Return the line of a figure that must be reached."""
    measured = "not measured" if bar.measured is None else f"{bar.measured:,.2f} {bar.unit}"
    verdict = {True: "holds", False: "DOES NOT HOLD", None: ""}[bar.holds]
    return f"  {bar.name:60s} {bar.bound} {bar.limit:>5g} {bar.unit:4s} {measured:>16s}  {verdict}"


def as_data(result: Result) -> dict[str, Any]:
    """Return a run as plain data: units are in the names, ratios are rival over contractkit."""
    packages = sorted({name for names in REQUIRED.values() for name in names})
    return {
        "benchmark": "contractkit deadline engine",
        "machine": {
            "python": platform.python_version(),
            "system": platform.system(),
            "processor": _processor(),
            "packages": {name: metadata.version(name) for name in packages if _installed(name)},
        },
        "method": {
            "best_of_at_least": result.size.rounds,
            "interleaved": True,
            "garbage_collection": False,
            "threads": 1,
        },
        "size": attrs.asdict(result.size),
        "spans": {name: span.label for name, span in SPANS.items()},
        "rivals": [
            {
                **attrs.asdict(figure),
                "ns": figure.ns,
                "our_ns": figure.our_ns,
                "ratio": figure.ratio,
            }
            for figure in result.figures
        ],
        "contractkit_beside_itself": [{**attrs.asdict(one), "ratio": one.ratio} for one in result.itself],
        "contractkit_checked": [attrs.asdict(proof) for proof in result.proofs],
        "compiling": {"what": COMPILED, "ms": list(result.compiling_ms)},
        "memory_mib_beyond_inputs_and_answer": result.memory_mib,
        "bars": [{**attrs.asdict(bar), "holds": bar.holds} for bar in result.bars],
    }


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
