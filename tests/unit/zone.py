#!/usr/bin/env python3
"""What zones do, after Python's zoneinfo: the reference of tests/unit/zone.c.

Writes lines "ZONE civil MS TEXT", "ZONE start DAY MS", "ZONE wall SECONDS MS", "ZONE change MS
MS": the change of the offset that follows another one; the wall time is in seconds since
1970-01-01 on that clock.
"""
import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = """Europe/Berlin America/Sao_Paulo Asia/Kolkata Australia/Lord_Howe Pacific/Apia
America/St_Johns Africa/Casablanca Europe/Amsterdam Africa/Monrovia America/Havana
Asia/Manila Antarctica/Troll Europe/Dublin America/New_York""".split()
EPOCH = datetime(1970, 1, 1)
MS = timedelta(milliseconds=1)


def wall(ms, zone):
    at = EPOCH.replace(tzinfo=timezone.utc) + ms * MS
    return at.astimezone(zone).replace(tzinfo=None)


def instant(local, zone):
    """The first instant that shows `local`, else the first that shows more."""
    guesses = []
    for fold in (0, 1):
        at = local.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc)
        guesses.append((at.replace(tzinfo=None) - EPOCH) // MS)
    shown = [ms for ms in guesses if wall(ms, zone) == local]
    if shown:
        return min(shown)
    low, high = min(guesses) - 1, max(guesses)
    while high - low > 1:
        middle = (low + high) // 2
        if wall(middle, zone) >= local:
            high = middle
        else:
            low = middle
    return high


def changes(zone, first, last):
    """Instants from which the offset is another one, by days and then by halves."""
    offset = lambda ms: wall(ms, zone) - EPOCH - ms * MS
    for low in range(first, last, 86_400_000):
        high = low + 86_400_000
        if offset(low) == offset(high):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
        yield high


def main():
    random.seed(20261122)
    for name in ZONES:
        zone = ZoneInfo(name)
        for i in range(600):
            earliest = 1_500_000_000 if i % 2 else -4_000_000_000
            ms = random.randint(earliest * 1000, 4_100_000_000_000)
            d = wall(ms, zone)
            year, week, weekday = d.isocalendar()
            text = f"{d:%Y-%m-%dT%H:%M:%S}.{d.microsecond // 1000:03d} {weekday % 7}"
            print(name, "civil", ms, f"{text} {year}-{week}")
        for day in random.sample(range(-25000, 25000), 500) + list(range(14900, 15400)):
            local = EPOCH + timedelta(days=day)
            print(name, "start", day, instant(local, zone))
            seconds = day * 86400 + random.randint(0, 86399)
            local = EPOCH + timedelta(seconds=seconds)
            print(name, "wall", seconds, instant(local, zone))
        last = 1_280_000_000_000
        for change in changes(zone, last, 1_800_000_000_000):
            print(name, "change", last, change)
            last = change
        print(name, "change", last, "none") # until 2027


main()
