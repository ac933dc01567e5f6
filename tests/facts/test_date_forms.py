"""How instants are written: each form reads what it says, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import QuantityError
from contractkit.facts.columns import NAT
from contractkit.facts.date_forms import ISO, DateForm, likely_forms
from contractkit.facts.date_readings import LATEST

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall clocks of no zone
US = timedelta(microseconds=1)
HOUR = 3_600_000_000


def wall(*parts: int) -> int:
    return (datetime(*parts) - EPOCH) // US  # type: ignore[arg-type] # noqa: DTZ001


class TestIso:
    """ISO 8601 is read with date and time, and with whatever offset it names."""

    @pytest.mark.parametrize(
        ("text", "local", "offset"),
        [
            ("2026-01-05T09:00", wall(2026, 1, 5, 9), NAT),
            ("2026-01-05 09:00", wall(2026, 1, 5, 9), NAT),
            ("2026-01-05 09:00:07", wall(2026, 1, 5, 9, 0, 7), NAT),
            ("2026-01-05T09:00:07.5", wall(2026, 1, 5, 9, 0, 7, 500_000), NAT),
            ("2026-01-05T09:00:07,000001", wall(2026, 1, 5, 9, 0, 7, 1), NAT),
            ("2026-01-05T09:00:07.123456789", wall(2026, 1, 5, 9, 0, 7, 123_456), NAT),
            ("2026-01-05T09:00Z", wall(2026, 1, 5, 9), 0),
            ("2026-01-05 09:00 UTC", wall(2026, 1, 5, 9), 0),
            ("2026-01-05T09:00+01:00", wall(2026, 1, 5, 9), HOUR),
            ("2026-01-05T09:00-0330", wall(2026, 1, 5, 9), -HOUR * 7 // 2),
            ("2026-01-05T09:00:00+01", wall(2026, 1, 5, 9), HOUR),
            ("1969-12-31T23:59:59.999999Z", -1, 0),
            ("20260105T0900", wall(2026, 1, 5, 9), NAT),
            ("20260105T090007", wall(2026, 1, 5, 9, 0, 7), NAT),
            ("20260105T090007.5Z", wall(2026, 1, 5, 9, 0, 7, 500_000), 0),
            ("20260105T0900+0100", wall(2026, 1, 5, 9), HOUR),
            ("2024-02-29 00:00", wall(2024, 2, 29), NAT),
            ("0001-01-01 00:00", wall(1, 1, 1), NAT),
        ],
    )
    def test_it_is_read(self, text: str, local: int, offset: int) -> None:
        """The reading and the offset are what the text says."""
        readings = ISO.read([text])
        assert (readings.local[0], readings.offset[0]) == (local, offset)

    @pytest.mark.parametrize(
        "text",
        [
            "", "2026-01-05", "2026-1-5 09:00", "20260105", "20260105T09", "20260105 0900",
            "20260105T09:00", "2026-01-05T0900", "20260229T0900", "20260105T2400", "2026-01-05T9:00", "2026-02-29 09:00",
            "2026-13-01 09:00", "2026-00-01 09:00", "2026-01-00 09:00", "2026-01-32 09:00", "0000-01-01 09:00",
            "2026-01-05T24:00", "2026-01-05T09:60", "2026-01-05T09:00:60", "2026-01-05T09:00+24:00",
            "2026-01-05T09:00+01:60", "2026-01-05T09:00 Europe/Amsterdam", " 2026-01-05T09:00", "2026-01-05T09:00x",
            "٢٠٢٦-01-05T09:00", "2026-01-05\n09:00", "next week",
        ],
    )  # fmt: skip
    def test_it_is_refused(self, text: str) -> None:
        """A date alone, a time that does not exist, and anything else is no instant."""
        readings = ISO.read([text])
        assert (readings.local[0], readings.offset[0]) == (NAT, NAT)

    @given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30))])))
    def test_what_python_writes_is_read(self, instant: datetime) -> None:
        """Reading is the inverse of writing, to the microsecond."""
        readings = ISO.read([instant.isoformat()])
        assert readings.local[0] == (instant.replace(tzinfo=None) - EPOCH) // US
        assert readings.offset[0] == instant.utcoffset() // US

    def test_each_text_keeps_its_place(self) -> None:
        """What cannot be read leaves a gap and moves nothing, also next to an empty text and a line end."""
        readings = ISO.read(["2026-01-05T09:00", "", "x\n2026-01-05T09:00", "x", "2026-01-05T10:00"])
        assert readings.local.tolist() == [wall(2026, 1, 5, 9), NAT, NAT, NAT, wall(2026, 1, 5, 10)]


class TestForms:
    """A form with percent signs reads as Python's strptime does, in English whatever the machine speaks."""

    @pytest.mark.parametrize(
        ("form", "text", "local"),
        [
            ("%d/%m/%Y %H:%M", "1/3/2016 01:22", wall(2016, 3, 1, 1, 22)),
            ("%m/%d/%Y %I:%M:%S %p", "01/05/2015 12:40:41 PM", wall(2015, 1, 5, 12, 40, 41)),
            ("%m/%d/%Y %I:%M:%S %p", "01/05/2015 12:00:00 am", wall(2015, 1, 5, 0)),
            ("%m/%d/%Y %I:%M:%S %p", "01/05/2015 11:59:59 P.M.", wall(2015, 1, 5, 23, 59, 59)),
            ("%Y-%m-%d", "2026-01-05", wall(2026, 1, 5)),
            ("%d-%b-%y %H.%M", "05-jan-68 09.00", wall(2068, 1, 5, 9)),
            ("%d-%b-%y %H.%M", "05-JAN-69 09.00", wall(1969, 1, 5, 9)),
            ("%A %d %B %Y %H:%M", "Monday 5 January 2026 09:00", wall(2026, 1, 5, 9)),
            ("%F %T.%f", "2026-01-05 09:00:07.25", wall(2026, 1, 5, 9, 0, 7, 250_000)),
            ("%Y%m%d%H%M%S", "20260105090007", wall(2026, 1, 5, 9, 0, 7)),
            ("%d/%m/%Y  %H:%M", "5/1/2026 \t 9:00", wall(2026, 1, 5, 9)),
            ("100%% %d.%m.%Y", "100% 5.1.2026", wall(2026, 1, 5)),
            ("100%% %d.%m.%Y", "101% 5.1.2026", NAT),
            ("%d.%m.20%y", "5.1.2026", wall(2026, 1, 5)),
            ("%d.%m.20%y", "5.1.1926", NAT),
            ("%d\N{EN DASH}%m\N{EN DASH}%Y", "5\N{EN DASH}1\N{EN DASH}2026", wall(2026, 1, 5)),
            ("%d/%m/%Y %H:%M", "13/13/2016 01:22", NAT),
            ("%m/%d/%Y %I:%M %p", "01/05/2015 13:00 PM", NAT),
            ("%m/%d/%Y %I:%M %p", "01/05/2015 00:30 AM", NAT),
        ],
    )
    def test_it_is_read(self, form: str, text: str, local: int) -> None:
        """Each directive means what it means in Python."""
        assert DateForm.of(form).read([text]).local[0] == local

    def test_texts_do_not_run_together(self) -> None:
        """A date at the end of one cell and a time in the next are not one instant."""
        assert DateForm.of("%d/%m/%Y %H:%M").read(["5/1/2026", "09:00"]).local.tolist() == [NAT, NAT]

    def test_an_offset_is_read(self) -> None:
        """A form may hold the offset."""
        ends = ["-05:00", "+99", "+0530", "-000030", "+01:02:03", "gmt"]
        readings = DateForm.of("%d/%m/%Y %H:%M %z").read([f"5/1/2026 09:00 {end}" for end in ends])
        assert readings.local.tolist() == [NAT if end == "+99" else wall(2026, 1, 5, 9) for end in ends]
        offsets = [-5 * HOUR, NAT, HOUR * 11 // 2, -30_000_000, HOUR + 123_000_000, 0]
        assert readings.offset.tolist() == offsets

    @pytest.mark.parametrize("form", ["%d/%m/%Y %H:%M:%S", "%m/%d/%y %I:%M %p", "%d %b %Y %H:%M:%S.%f", "%Y%m%d%H%M"])
    @given(data=st.data())
    def test_it_reads_what_strptime_reads(self, form: str, data: st.DataObject) -> None:
        """On texts of the form, right or nearly so, the answer is that of the standard library."""
        moment = data.draw(st.datetimes(datetime(1970, 1, 1), datetime(2068, 12, 31)))  # noqa: DTZ001
        text = moment.strftime(form)
        place = data.draw(st.integers(0, len(text) - 1))
        text = text[:place] + data.draw(st.sampled_from("0123456789")) + text[place + 1 :]
        try:
            expected = (datetime.strptime(text, form) - EPOCH) // US  # noqa: DTZ007
        except ValueError:
            expected = NAT
        assert DateForm.of(form).read([text]).local[0] == expected

    @pytest.mark.parametrize(
        ("form", "says"),
        [
            ("d/m/Y H:M", "not a form"), ("", "not a form"), ("%d/%m %H:%M", "the year"), ("%Y", "the month and the day"),
            ("%d/%m/%Y %q", "%q"), ("%d/%m/%Y %", "`%`"), ("%d/%m/%Y %I:%M", "AM or PM"), ("%d/%m/%Y %H:%M %p", "AM or PM"),
            ("%d/%d/%m/%Y", "day twice"), ("%d/%m/%b/%Y", "month twice"), ("%d %m %Y %y", "year twice"),
        ],
    )  # fmt: skip
    def test_what_is_no_form_is_refused(self, form: str, says: str) -> None:
        """A form must say year, month and day, each once, and nothing that is not known."""
        with pytest.raises(QuantityError, match=says):
            DateForm.of(form)


class TestEpochs:
    """Seconds and milliseconds since 1970 are read as they count."""

    @pytest.mark.parametrize(
        ("form", "text", "us"),
        [
            ("epoch-s", "0", 0),
            ("epoch-s", "1704067200", 1_704_067_200_000_000),
            ("epoch-s", "1704067200.25", 1_704_067_200_250_000),
            ("epoch-s", "-1", -1_000_000),
            ("epoch-s", "-0.5", -500_000),
            ("epoch-ms", "1704067200123", 1_704_067_200_123_000),
            ("epoch-ms", "1.0015", 1_001),
            ("epoch-s", "253402300799.999999", LATEST),
            ("epoch-s", "253402300800", NAT),
            ("epoch-ms", "999999999999999", NAT),
            ("epoch-s", "1e9", NAT),
            ("epoch-s", "", NAT),
        ],
    )
    def test_it_is_read(self, form: str, text: str, us: int) -> None:
        """Fractions go down to the microsecond, and nothing lies past the year 9999."""
        readings = DateForm.of(form).read([text])
        assert readings.local[0] == us
        assert readings.offset[0] == (NAT if us == NAT else 0)


class TestLikelyForms:
    """Of a few texts, the forms that read every one are named."""

    @pytest.mark.parametrize(
        ("texts", "forms"),
        [
            (["27/3/2016 15:59", "1/3/2016 01:22"], ("%d/%m/%Y %H:%M",)),
            (["3/27/2016 15:59"], ("%m/%d/%Y %H:%M",)),
            (["1/3/2016 01:22"], ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")),
            (["1704067200"], ("epoch-s",)),
            (["1704067200123", "1704067200124"], ("epoch-ms",)),
            (["20260105090007"], ("%Y%m%d%H%M%S",)),
            (["2026-01-05"], ("%Y-%m-%d",)),
            (["soon"], ()),
            ([], ()),
        ],
    )
    def test_they_are_named(self, texts: list[str], forms: tuple[str, ...]) -> None:
        """Where day and month could be either, both are named: nobody guesses."""
        assert likely_forms(texts) == forms


class TestMany:
    """Many texts are read as each one alone."""

    @given(st.lists(st.sampled_from(["2026-01-05T09:00Z", "2026-02-30T09:00", "", "x", "2026-01-05 10:00:00.000001"])))
    def test_many_are_as_each_alone(self, texts: list[str]) -> None:
        """No text changes the reading of another."""
        together = ISO.read(texts)
        alone = [ISO.read([text]) for text in texts]
        assert together.local.tolist() == [int(one.local[0]) for one in alone]
        assert together.offset.tolist() == [int(one.offset[0]) for one in alone]
        assert together.local.dtype == np.int64
