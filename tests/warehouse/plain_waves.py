"""What `plain` counts of pulses, goals and sources: figures of a wave, or of what an agency itself tells of."""

from calendar import monthrange
from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

STRAIN = ("load-time", "load-demands", "load-recovery")
SAFETY = tuple(f"ps-0{n}" for n in range(1, 8))
ILL_PUT = ("ps-01", "ps-03", "ps-05")


def waves(raw):
    """(wave, agency) of those whose month has ended before the cut-off."""
    opened = defaultdict(list)
    for wave, agency, _, _, day in raw.batches:
        opened[wave, agency].append(day)
    for key, days in sorted(opened.items()):
        first = min(days)
        if first.replace(day=monthrange(first.year, first.month)[1]) < raw.as_of:
            yield key


def said(raw, wave, agency, items, scale_max):
    """Respondent → item → answer, on a scale as it should be."""
    found = defaultdict(dict)
    for of_wave, unit, respondent, item, value, most in raw.answers:
        if (of_wave, most) == (wave, scale_max) and item in items and raw.agency_of[unit] == agency:
            found[respondent][item] = value
    return found


def share(answers):
    return sum(answers), len(answers), len(answers)


def lc11a(raw, wave, agency):
    whole = [a for a in said(raw, wave, agency, STRAIN, 5).values() if len(a) == len(STRAIN)]
    means = [Fraction(6 - a["load-time"] + a["load-demands"] + 6 - a["load-recovery"], 3) for a in whole]
    return share([mean >= 4 for mean in means])


def lc11c(raw, wave, agency):
    return share([a["load-worktime"] in (4, 5) for a in said(raw, wave, agency, ("load-worktime",), 5).values()])


def safety(raw, wave, agency):
    """Answers turned the right way round, of those who gave at least five of seven."""
    given = [a for a in said(raw, wave, agency, SAFETY, 7).values() if len(a) >= 5]
    return [{item: 8 - value if item in ILL_PUT else value for item, value in a.items()} for a in given]


def lc09(raw, wave, agency):
    return share([(Fraction(sum(a.values()), len(a)) - 1) / 6 for a in safety(raw, wave, agency)])


def safety_score(raw, wave, agency):
    """0 to 100; None where the respondents do not agree (r_wg(j) below 0.70)."""
    answers = safety(raw, wave, agency)
    spreads = []
    for item in SAFETY:
        values = [Fraction(a[item]) for a in answers if item in a]
        if len(values) > 1:
            mean = sum(values) / len(values)
            spreads.append(sum((v - mean) ** 2 for v in values) / (len(values) - 1))
    by_chance = Fraction(4)  # of 1 to 7, all equally often
    j, apart = len(spreads), sum(spreads) / len(spreads) / by_chance
    agreed = j * (1 - apart) / (j * (1 - apart) + apart) if apart < 1 else 0
    total, n, _ = lc09(raw, wave, agency)
    return 100 * total / n if agreed >= Fraction(7, 10) else None


def s4(raw, wave, agency):
    answered = asked = 0
    for of_wave, of_agency, unit, invited, _ in raw.batches:
        if (of_wave, of_agency) == (wave, agency) and invited:
            came = {respondent for w, u, respondent, *_ in raw.answers if (w, u) == (wave, unit)}
            answered, asked = answered + min(len(came), invited), asked + invited
    return answered, asked, asked


def lc12(raw, agency, last):
    """Goals on track, of those active on the day."""
    active = defaultdict(list)
    for row in raw.goals:
        if row["agency_id"] == agency and row["start"] <= last <= row["due"]:
            active[row["goal_id"]].append(row)
    on_track = 0
    for rows in active.values():
        newest = max(row["version"] for row in rows)
        milestones = defaultdict(list)
        for row in rows:
            if row["version"] == newest:
                milestones[row["milestone"]].append(row)
        done = [progress(reviews, last) for reviews in milestones.values()]
        start, due = min(row["start"] for row in rows), max(row["due"] for row in rows)
        on_track += sum(done) / len(done) >= (last - start).days / (due - start).days - 0.10 - 1e-12
    return on_track, len(active), len(active)


def progress(reviews, last):
    past = [row for row in reviews if row["reviewed_at"] and row["reviewed_at"] <= last]
    if not past:
        return 0
    of = max(past, key=lambda row: row["reviewed_at"])
    return min(max((of["value"] - of["baseline"]) / (of["target"] - of["baseline"]), 0), 1)


def s3b(raw, agency, last):
    """Sources that brought something of the last seven days, of those connected."""
    connected = {source for of, source, since in raw.sources if of == agency and since <= last}
    week = {last - timedelta(days=n) for n in range(7)}
    fresh = {p.source for p in raw.rows if p.agency == agency and p.day in week}
    return len(connected & fresh), len(connected), len(connected)


OF_WAVES = {"LC09": lc09, "LC11a": lc11a, "LC11c": lc11c, "S4": s4}
OF_AGENCIES = {"LC12": lc12, "S3b": s3b}


def expected(raw):
    """(indicator, period, node) → numerator, denominator, persons, where there is anything to count."""
    agencies = {agency for _, parent, agency, *_ in raw.units if parent is None}
    found = {
        (indicator, wave, agency): of(raw, wave, agency)
        for wave, agency in waves(raw)
        for indicator, of in OF_WAVES.items()
    } | {
        (indicator, f"{last:%Y-%m}", agency): of(raw, agency, last)
        for _, last in raw.windows(1)
        for agency in agencies
        for indicator, of in OF_AGENCIES.items()
    }
    return {key: sums for key, sums in found.items() if sums[1]}
