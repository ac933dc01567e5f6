"""Which effect a word means, and which target has the figure that it looks at."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.errors import UsageError
from contractkit.quantities.notation import nearest
from contractkit.settlement.measuring.naming import called
from contractkit.settlement.paying.registry import is_computed
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["effect_called"]


def effect_called(
    agreement: Agreement, effect: Effect | Provision | str
) -> tuple[Provision, Target | FigureTarget | None]:
    """Return an effect and the target that has its figure; None where it looks at none.

    Args:
        agreement: The agreement.
        effect: The effect; or its name, its clause such as ``4.2``, or the name of the target under which it stands.

    Raises:
        UsageError: No effect is called so, or several are.
    """
    every = tuple(_every(agreement))
    if not isinstance(effect, str):
        target = next((target for one, target in every if one is effect), None)
        return effect, target or _target_of(agreement, effect)
    names = [(one, target, _names(one, target)) for one, target in every]
    found = [(one, target) for one, target, own in names if effect in own]
    if len(found) == 1:
        return found[0]
    if not found:
        known = sorted({name for *_, own in names for name in own})
        raise UsageError(f"{agreement.id}: no effect is called {effect!r}; {nearest(effect, known)}")
    several = ", ".join(str(one.clause) for one, _ in found)
    raise UsageError(f"{agreement.id}: {effect!r} means several effects ({several}); give one of them itself")


def _every(agreement: Agreement) -> Iterable[tuple[Provision, Target | FigureTarget | None]]:
    under: set[int] = set()
    targets: tuple[Target | FigureTarget, ...] = (*agreement.targets, *agreement.provisions_of(FigureTarget))
    for target in targets:
        for effect in target.effects:
            under.add(id(effect))
            yield effect, target
    for provision in agreement.provisions:
        if id(provision) not in under and is_computed(provision):
            yield provision, _target_of(agreement, provision)


def _target_of(agreement: Agreement, provision: Provision) -> Target | FigureTarget | None:
    for name in provision.figures if isinstance(provision, Effect) else ():
        try:
            found = called(agreement, name)
        except UsageError:
            continue
        for one in found:
            if isinstance(one, Target | FigureTarget):
                return one
    return None


def _names(effect: Provision, target: Target | FigureTarget | None) -> set[str]:
    ref = effect.clause
    own = {str(ref), f"{ref.document}/{ref.clause}", *([ref.clause] if ref.clause else [])}
    own |= {effect.name} if isinstance(effect, Effect) and effect.name else set()
    return own | ({target.name} if target is not None else set())
