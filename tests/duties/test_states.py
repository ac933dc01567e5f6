"""What events and days make of an obligation, and what they cannot make of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from duty_agreements import ALL_2026, agreement, duty, event, report, tacit

import contractkit as ck
from contractkit.duties import FINAL, HAPPENINGS, STATES, TRANSITIONS

Q1_ENDS = date(2026, 3, 31)
LAST_DAY = date(2026, 4, 10)
NEXT_DAY = date(2026, 4, 11)
LATER = date(2026, 6, 1)


def stands(*events: ck.ObligationEvent, as_of: date = LATER) -> ck.Obligation:
    """Return the report of the first quarter, as it stands on a day."""
    found = ck.obligations(agreement({"5": report()}), between=ALL_2026, as_of=as_of, events=events)
    return next(one for one in found if one.id == "S-1/5 2026-Q1")


class TestDays:
    @pytest.mark.parametrize(
        ("day", "state"),
        [
            (date(2026, 3, 30), "created"),
            (Q1_ENDS, "in-effect"),
            (LAST_DAY, "in-effect"),
            (NEXT_DAY, "violated"),
        ],
    )
    def test_a_duty_comes_into_effect_and_is_violated_on_the_day_after_its_date(self, day, state):
        """From the end of the quarter that it is about; in time until the end of 10 April."""
        assert stands(as_of=day).state == state

    def test_an_aware_instant_stands_for_its_day_in_the_zone_of_the_agreement(self):
        """00:30 on 11 April in Auckland is still 10 April in UTC, which is the zone here."""
        assert stands(as_of=datetime(2026, 4, 10, 12, 30, tzinfo=UTC)).state == "in-effect"

    def test_an_instant_that_is_due_is_in_time_at_it_and_late_after_it(self):
        """Told within an hour of 10:00."""
        clause = {"kind": "relief", "cause": "force-majeure", "told_within": "1 hour elapsed"}
        known = agreement({"5": clause})
        began = event("triggered", datetime(2026, 3, 2, 10, tzinfo=UTC), "S-1/5 report flood")

        def told(minute: int, us: int) -> str:
            at = datetime(2026, 3, 2, 11, minute, 0, us, tzinfo=UTC)
            done = event("fulfilled", at, "S-1/5 report flood")
            found = ck.obligations(known, between=ALL_2026, as_of=LATER, events=[began, done])
            return found.of(kind="report").rows[0].state

        assert (told(0, 0), told(0, 1)) == ("fulfilled", "fulfilled-late")


class TestEvents:
    def test_done_on_the_last_day_is_done_in_time(self):
        """And on the next it is late, with the day on which it was missed kept."""
        assert stands(event("fulfilled", LAST_DAY)).state == "fulfilled"
        late = stands(event("fulfilled", NEXT_DAY))
        assert (late.state, late.missed_on) == ("fulfilled-late", NEXT_DAY)

    def test_each_change_names_its_event_its_actor_and_what_shows_it(self):
        """The last one; what a day made of it names no event."""
        done = event("fulfilled", NEXT_DAY, called="E-1", actor="provider", evidence="letter 7")
        history = stands(done).history
        assert [(one.state, one.by) for one in history] == [
            ("in-effect", None),
            ("violated", None),
            ("fulfilled-late", "E-1"),
        ]
        assert (history[-1].actor, history[-1].evidence, history[-1].on) == ("provider", "letter 7", NEXT_DAY)

    def test_waived_discharged_and_terminated_end_it(self):
        """Before its date; nothing is missed."""
        for what in ("waived", "discharged", "terminated"):
            one = stands(event(what, Q1_ENDS))
            assert (one.state, one.missed_on) == (what, None)

    def test_a_waiver_after_the_date_keeps_the_day_on_which_it_was_missed(self):
        """Forgiven, and not forgotten."""
        one = stands(event("waived", LATER))
        assert (one.state, one.missed_on) == ("waived", NEXT_DAY)

    def test_a_suspension_moves_the_date_by_the_days_that_it_lasted(self):
        """Suspended from 5 to 12 April: due on 17 April instead of the 10th, and in time on that day."""
        pause = [event("suspended", date(2026, 4, 5)), event("resumed", date(2026, 4, 12))]
        one = stands(*pause, event("fulfilled", date(2026, 4, 17)))
        assert (one.state, one.due, one.agreed) == ("fulfilled", date(2026, 4, 17), LAST_DAY)
        assert stands(*pause, event("fulfilled", date(2026, 4, 18))).state == "fulfilled-late"

    def test_a_suspension_before_it_is_owed_moves_nothing(self):
        """In December; the report of the quarter is owed from 1 January on."""
        known = agreement({"5": duty(due="2026-04-10")})
        pause = [
            event("suspended", date(2026, 1, 1), "S-1/5 2026-04-10"),
            event("resumed", date(2026, 1, 1), "S-1/5 2026-04-10"),
        ]
        assert ck.obligations(known, between=ALL_2026, events=pause).of(kind="duty").rows[0].due == LAST_DAY

    def test_business_days_are_moved_by_business_days(self):
        """Suspended over Friday, the weekend and Monday: two business days; from Thursday 2 April to Monday 6 April."""
        clause = duty(due="2 business days", after="quarter-end", calendar="office")
        pause = [event("suspended", date(2026, 4, 1)), event("resumed", date(2026, 4, 3))]
        found = ck.obligations(agreement({"5": clause}), between=ALL_2026, events=pause)
        assert found.of(kind="duty").rows[0].due == date(2026, 4, 6)

    def test_a_suspension_never_moves_a_last_date_of_notice(self):
        """It would come after the date that the clause gives."""
        known = agreement({"2": tacit()})
        name = "S-1/2 notice 2026-12-31"
        pause = [event("suspended", date(2026, 8, 1), name), event("resumed", date(2026, 9, 1), name)]
        found = ck.obligations(known, between=ALL_2026, as_of=date(2026, 9, 2), events=pause)
        assert found.of(kind="notice").rows[0].due == date(2026, 9, 30)

    def test_while_it_is_suspended_no_date_passes(self):
        """Long after 10 April."""
        assert stands(event("suspended", date(2026, 4, 5))).state == "suspended"

    def test_a_suspension_can_move_it_into_the_dates_that_are_asked_for(self):
        """Agreed for 10 April, moved to 20 April: asked for 15 to 30 April it is there, and for 1 to 14 April not."""
        pause = [event("suspended", date(2026, 4, 1)), event("resumed", date(2026, 4, 11))]
        known = agreement({"5": report()})
        asked = [(date(2026, 4, 15), date(2026, 4, 30)), (date(2026, 4, 1), date(2026, 4, 14))]
        assert [len(ck.obligations(known, between=one, events=pause)) for one in asked] == [1, 0]

    def test_a_dispute_lies_over_the_state_and_leaves_it(self):
        """Violated and disputed; settled again."""
        disputed = event("disputed", date(2026, 4, 20))
        assert (stands(disputed).state, stands(disputed).overlay) == ("violated", "disputed")
        assert stands(disputed, event("settled", date(2026, 4, 22))).overlay is None

    def test_what_happened_after_the_day_is_set_aside_and_counted(self):
        """Done in May, asked in April."""
        known = agreement({"5": report()})
        done = event("fulfilled", date(2026, 5, 1))
        found = ck.obligations(known, between=ALL_2026, as_of=date(2026, 4, 20), events=[done])
        assert (found.set_aside, found.rows[0].state) == (1, "violated")

    def test_what_was_recorded_later_was_not_known(self):
        """Done on 1 April, and recorded in May."""
        known = agreement({"5": report()})
        done = event("fulfilled", date(2026, 4, 1), recorded_on=date(2026, 5, 1))
        states = [
            ck.obligations(known, between=ALL_2026, as_of=LATER, events=[done], known_at=day).rows[0].state
            for day in (date(2026, 4, 30), date(2026, 5, 1))
        ]
        assert states == ["violated", "fulfilled"]

    def test_an_event_that_is_given_twice_counts_once(self):
        """The same one, in two exports."""
        assert stands(event("fulfilled", LAST_DAY), event("fulfilled", LAST_DAY)).state == "fulfilled"

    def test_an_indexation_waits_until_somebody_says_that_it_was_applied(self):
        """It is never missed by its date alone: prices change all the same."""
        clause = {"kind": "indexation", "by": {"fixed": "3 %"}, "every": "1 July"}
        known = agreement({"2": tacit(), "5": clause})
        done = event("fulfilled", date(2026, 9, 1), "S-1/5 indexation 2026-07-01")
        states = [
            ck.obligations(known, between=ALL_2026, as_of=day, events=events).of(kind="indexation").rows[0].state
            for day, events in ((date(2026, 6, 30), []), (LATER.replace(month=8), []), (date(2026, 9, 1), [done]))
        ]
        assert states == ["created", "in-effect", "fulfilled"]


class TestRefused:
    def refusal(self, *events: ck.ObligationEvent) -> list[tuple[str, str]]:
        with pytest.raises(ck.FactsRejected) as refused:
            stands(*events)
        return [(problem.code, problem.hint or "") for problem in refused.value.problems]

    @pytest.mark.parametrize("final", ["fulfilled", "waived", "discharged", "terminated"])
    def test_nothing_leads_out_of_a_final_state(self, final):
        """Whatever is said a day later."""
        for what in HAPPENINGS:
            if what not in ("disputed", "settled", "triggered"):
                assert [
                    code for code, _ in self.refusal(event(final, LAST_DAY), event(what, NEXT_DAY, called="X"))
                ] == ["transition"]

    def test_what_was_not_suspended_cannot_be_resumed(self):
        """The way out says what there can be."""
        assert self.refusal(event("resumed", LAST_DAY)) == [
            ("transition", "from in-effect there can be: fulfilled, discharged, terminated, waived, suspended")
        ]

    def test_events_in_the_wrong_order_are_put_in_order_by_their_day(self):
        """Resumed stands first in the list, and happened last."""
        pause = [event("resumed", date(2026, 4, 12)), event("suspended", date(2026, 4, 5))]
        assert stands(*pause, as_of=date(2026, 4, 12)).state == "in-effect"

    def test_an_event_of_no_obligation_is_refused_with_the_nearest_one(self):
        """There is no half-year of a report that comes each quarter."""
        assert self.refusal(event("fulfilled", LAST_DAY, "S-1/5 2026-Q0")) == [
            ("unknown-obligation", "did you mean 'S-1/5 2026-Q3'?")
        ]

    def test_a_quarter_after_the_end_of_the_agreement_is_none(self):
        """It ends with 2026."""
        assert self.refusal(event("fulfilled", LAST_DAY, "S-1/5 2027-Q2"))[0][0] == "unknown-obligation"

    def test_everything_that_is_wrong_is_told_at_once(self):
        """Two events, two problems."""
        wrong = event("resumed", LAST_DAY), event("fulfilled", LAST_DAY, "S-1/6 2026-Q1")
        assert sorted(code for code, _ in self.refusal(*wrong)) == ["transition", "unknown-obligation"]

    def test_two_events_of_one_name_that_differ_are_refused(self):
        """Nobody knows which of them is meant."""
        assert (
            self.refusal(event("fulfilled", LAST_DAY, called="E"), event("waived", LAST_DAY, called="E"))[0][0]
            == "same-event"
        )

    def test_an_event_that_triggers_what_waits_for_nothing_is_refused(self):
        """The quarter ends by itself."""
        assert self.refusal(event("triggered", LAST_DAY, "S-1/5 march"))[0][0] == "unknown-obligation"

    def test_a_word_that_is_no_event_is_refused_with_the_nearest(self):
        """When the event is made."""
        with pytest.raises(ck.UsageError, match="did you mean 'fulfilled'"):
            event("fulfiled", LAST_DAY)

    def test_an_instant_without_a_zone_is_refused(self):
        """As everywhere."""
        with pytest.raises(ck.NaiveDatetimeError, match="no zone"):
            event("fulfilled", datetime(2026, 4, 1, 12))  # noqa: DTZ001


class TestTransitions:
    def test_every_state_has_a_row_and_only_final_ones_lead_nowhere(self):
        """The table is whole."""
        assert set(TRANSITIONS) == set(STATES)
        assert {state for state, leads in TRANSITIONS.items() if not leads} == FINAL
        assert {to for leads in TRANSITIONS.values() for to in leads.values()} <= set(STATES)
