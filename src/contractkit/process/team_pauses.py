"""When the clocks of teams and suppliers stood still on an item: by their own papers, and by no other.

A paper between teams or with a supplier says itself whether its clock waits for the customer. Where it is silent its
time passes, also while the promise that it stands behind stands still.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import attrs
import numpy as np

from contractkit.errors import NotComputedError
from contractkit.evaluation import Evaluation, evaluate
from contractkit.process.item_clocks import clocks_of, may_stand_still
from contractkit.process.item_links import ItemChain
from contractkit.process.pauses import NEVER, Pauses
from contractkit.process.teams import Team
from contractkit.records.clauses import ClauseRef

__all__ = ["with_own_pauses"]


def with_own_pauses(chain: ItemChain, teams: Sequence[Team], evaluation: Evaluation, item: str) -> ItemChain:
    """Return a chain in which links of teams and suppliers stand still when their own clocks did; steps do not yet.

    Args:
        chain: The chain.
        teams: The papers.
        evaluation: The evaluation in which the item was judged under the promise; its facts are theirs too.
        item: The id of the item.

    Source: docs/decisions/0256, "Whose pauses a supplier has".
    """
    own: dict[ClauseRef, Pauses] = {}
    for team in teams:
        behind = {one.clause for one in team.paper.targets} & {link.clause for link in chain.links}
        if behind and any(may_stand_still(line) for line in team.paper.lines):
            try:
                own |= _pauses(team, behind, evaluation, item)
            except NotComputedError as error:
                return attrs.evolve(chain, why=error.message)
    return attrs.evolve(chain, pauses=tuple(own.get(link.clause, NEVER) for link in chain.links)) if own else chain


def _pauses(team: Team, behind: AbstractSet[ClauseRef], evaluation: Evaluation, item: str) -> dict[ClauseRef, Pauses]:
    facts = evaluation.history.facts
    place = facts.items.ids.find(item)
    alone = facts.where(np.arange(len(facts.items)) == place)
    judged = evaluate(team.paper, alone, as_of=evaluation.as_of, known_at=evaluation.known_at)
    clocks = clocks_of(judged, np.array([0]), behind)[0]
    return {clock.clause: clock.pauses for clock in clocks.clocks if clock.clause in behind}
