"""Many agreements: what was promised about a request, which duties come, and how contracts compare."""

from __future__ import annotations

from contractkit.portfolio.asking import entitlement
from contractkit.portfolio.comparing import Comparison, compare_contracts
from contractkit.portfolio.entitled import Entitlement
from contractkit.portfolio.obligations_asked import obligations
from contractkit.portfolio.obligations_of_many import PortfolioObligations
from contractkit.portfolio.past import PastRequests, RequestHistory
from contractkit.portfolio.portfolio import Portfolio
from contractkit.portfolio.requests_asked import open_request
from contractkit.portfolio.schema import entitlement_schema

__all__ = [
    "Comparison",
    "Entitlement",
    "PastRequests",
    "Portfolio",
    "PortfolioObligations",
    "RequestHistory",
    "compare_contracts",
    "entitlement",
    "entitlement_schema",
    "obligations",
    "open_request",
]
