"""Which days the demo's students worked, seen from the moment of loading."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.demo.placements import DemoPlacement

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = timedelta(days=1)
A_MOMENT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one placement. ``now`` is the moment of loading."""

    placement: DemoPlacement
    now: datetime

    @property
    def today(self) -> date:
        """The day of loading."""
        return self.now.astimezone(ZONE).date()

    @property
    def starts_on(self) -> date:
        """The first day of the placement."""
        return self.today - timedelta(weeks=self.placement.weeks_ago)

    @property
    def ends_on(self) -> date:
        """The last day of the placement."""
        return self.today + timedelta(weeks=self.placement.weeks_ahead)

    @property
    def weekdays(self) -> list[int]:
        """The days of the week; today is always one of them, so that there is something to see on any day."""
        today, agreed = self.today.isoweekday(), self.placement.weekdays
        return sorted(agreed if today in agreed else (today, *agreed[1:]))

    def past(self, back: int) -> date:
        """The working day that lies so many working days before today."""
        days = (self.today - DAY * past for past in range((self.today - self.starts_on).days + 1))
        return [day for day in days if day.isoweekday() in self.weekdays][back]

    def been(self, weeks: int) -> list[date]:
        """The working days of some weeks before today, within the placement."""
        days = (self.today - DAY * back for back in range(7 * weeks, 0, -1))
        return [day for day in days if day >= self.starts_on and day.isoweekday() in self.weekdays]

    def coming(self, weeks: int) -> list[date]:
        """The working days from today on, for some weeks."""
        days = (self.today + DAY * ahead for ahead in range(7 * weeks))
        return [day for day in days if day.isoweekday() in self.weekdays]

    def moment(self, back: int, at: time) -> datetime:
        """A time on a working day; what has not happened yet today was on the working day before."""
        found = datetime.combine(self.past(back), at, ZONE)
        if found > self.now - A_MOMENT:
            found = datetime.combine(self.past(back + 1), at, ZONE)
        return found.astimezone(UTC)
