"""Random questions about clocks, asked of all three engines: how many agree, and the smallest that shows a difference.

Run it as ``python -m benchmarks.validation.clocks 1000 --seed 7``; ``--without relief,every`` leaves features out. The
referee works on explicit sets of instants; the replay and the scalar clock are asked through the public functions.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter

from contractkit.errors import NotComputedError
from contractkit.testing.clocks import Answer, Question, ask, differences, referee
from contractkit.testing.clocks.asked import Engine
from contractkit.testing.clocks.drawing import FEATURES, seeded
from contractkit.testing.clocks.shrinking import smallest

ENGINES: tuple[Engine, ...] = ("replay", "clock")


def compared(question: Question, engine: Engine) -> list[str] | None:
    """Return where an engine differs from the referee; None where it does not compute what is asked."""
    try:
        return differences(referee(question), ask(question, engine))
    except NotComputedError:
        return None


def shown(question: Question, engine: Engine, found: list[str]) -> None:
    """Print the smallest question that shows the same kind of difference, with both answers."""
    kind = found[0].split(" is ")[0].rpartition(": ")[2]

    def differs(other: Question) -> bool:
        try:
            return any(kind in line for line in compared(other, engine) or ())
        except Exception:  # a smaller question that the engine cannot read at all shows something else
            return False

    small = smallest(question, differs)
    print(f"\n{engine}: {question.id}, made as small as it can be")
    print(json.dumps(small.to_dict()))
    for line in compared(small, engine) or ():
        print(f"  referee and {engine}: {line}")
    for name, answer in (("referee", referee(small)), (engine, ask(small, engine))):
        print(f"  {name}: {json.dumps(cycles(answer))}")


def cycles(answer: Answer) -> list[object]:
    """Return the cycles of an answer as data."""
    return list(answer.to_dict()["cycles"])


def main() -> None:
    """Ask the questions and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=500, help="how many questions")
    parser.add_argument("--seed", type=int, default=1, help="another seed asks other questions")
    parser.add_argument("--without", default="", help=f"features to leave out, of {', '.join(FEATURES)}")
    parser.add_argument("--show", type=int, default=1, help="how many differences of each engine to show")
    arguments = parser.parse_args()
    without = tuple(word for word in arguments.without.split(",") if word)
    strange = set(without) - set(FEATURES)
    if strange:
        parser.error(f"there is no feature {', '.join(sorted(strange))}; there are {', '.join(FEATURES)}")
    questions = seeded(arguments.seed, arguments.count, without)
    verdicts = Counter(cycle.verdict for question in questions for cycle in referee(question).cycles)
    print(f"{len(questions)} questions of seed {arguments.seed}; the referee says:")
    print("  " + ", ".join(f"{verdict} {count}" for verdict, count in verdicts.most_common()))
    for engine in ENGINES:
        found: Counter[str] = Counter()
        left = arguments.show
        for question in questions:
            lines = compared(question, engine)
            found["refused" if lines is None else "differ" if lines else "agree"] += 1
            if lines and left:
                left -= 1
                shown(question, engine, lines)
        print(f"{engine}: " + ", ".join(f"{found[word]} {word}" for word in ("agree", "differ", "refused")))


if __name__ == "__main__":
    main()
