"""An evaluation goes to another process and back."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from contractkit.evaluation import Evaluation, evaluate


class TestPickling:
    """A worker judges, and hands its result to whoever asked."""

    @pytest.mark.parametrize("through", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
    def test_what_comes_back_answers_as_what_was_sent(self, paper, through: Callable[[Evaluation], Evaluation]) -> None:
        tickets = [
            {"id": name, "opened_at": "2026-02-03 09:00", "status": "new", "priority": "P2"} for name in ("T-1", "T-2")
        ]
        events = [("T-1", "2026-02-03 10:00", "status", "closed"), ("T-2", "2026-02-05 10:00", "status", "closed")]
        sent = evaluate(paper.agreement(), paper.facts(tickets, events), paper.at("2026-03-31 00:00"))
        back = through(sent)
        assert (back.counts["met"], back.counts["breached"]) == (1, 1)
        assert back.attainment("2026-02").to_records() == sent.attainment("2026-02").to_records()
        target = back.outcomes.to_records()[0]["target"]
        assert back.trace("T-2", target).to_dict() == sent.trace("T-2", target).to_dict()
        with pytest.raises(TypeError):
            back.counts["met"] = 7
