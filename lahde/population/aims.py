"""What each agency found and what it set itself, in its own words. All invented."""

from lahde.population.goals import LATER, Aim, Finding, Steps

GOALS: dict[str, tuple[Aim | Steps, ...]] = {
    "KLV": (
        Aim(
            "mentoring-for-many",
            "Mentorointi tavoittaa joka kolmannen",
            "Mentorskapet når var tredje",
            "LC02a",
            0,
            0.35,
        ),
        Aim("more-of-us-learn", "Yhä useampi oppii työssään", "Allt fler lär sig i arbetet", "LC01", 0.45, 0.58),
        Aim("own-work-shaped", "Joka toinen tuunaa työtään", "Varannan formar sitt arbete", "LC10", 0.05, 0.5),
        Steps(
            "mentor-time",
            "Mentoroinnille on aikaa",
            "Det finns tid för mentorskap",
            {"mentor-hours-agreed": 7, "in-annual-plan": 13, "second-cohort": 10, "third-cohort": 18},
        ),
        Steps(
            "stories-told",
            "Tarinat kuuluvat arkeen",
            "Berättelser hör till vardagen",
            {"first-circle": 4, "monthly": 12},
        ),
    ),
    "MH": (
        Aim("courses-for-all", "Koulutus tavoittaa kaikki", "Utbildningen når alla", "LC01", 0.6, 0.75),
        Aim("mentoring-begun", "Mentorointi leviää", "Mentorskapet sprider sig", "LC02a", 0, 0.4),
        Aim("own-work-shaped", "Työn tuunaus tutuksi", "Arbetsformning blir bekant", "LC10", 0.05, 0.5),
        Steps(
            "load-in-sight",
            "Oppimisen kuormitus hallinnassa",
            "Inlärningens belastning under kontroll",
            {"load-discussed": 8, "course-calendar": 0, "quiet-weeks": 0, "fewer-at-once": 0},
        ),
        Steps(
            "course-paths",
            "Jokaisella on koulutuspolku",
            "Alla har en utbildningsstig",
            {"paths-drawn": 9, "paths-agreed": 11, "paths-in-use": 16},
        ),
    ),
    "SKV": (
        Aim("learning-in-teams", "Oppiminen kuuluu kaikille", "Lärandet hör till alla", "LC01", 0.45, 0.6, LATER),
        Aim("mentoring-grows", "Mentorointi kasvaa", "Mentorskapet växer", "LC02a", 0, 0.2),
        Steps(
            "expert-role",
            "Asiantuntijan rooli muuttuu",
            "Expertrollen förändras",
            {"described": 8, "discussed": 12, "in-job-descriptions": 19},
        ),
        Steps(
            "supervisors-meet",
            "Esihenkilöt oppivat toisiltaan",
            "Cheferna lär av varandra",
            {"circle": 10, "second": 18},
        ),
    ),
    "KLL": (
        Aim("across-houses", "Mentorointi yli osastorajojen", "Mentorskap över avdelningarna", "LC02a", 0, 0.35),
        Aim("stories-heard", "Tarinat kulkevat", "Berättelserna rör sig", "LC13a", 0.1, 0.95),
        Steps(
            "one-house", "Data ja analyysi yhdessä", "Data och analys tillsammans", {"merged": 11, "shared-days": 14}
        ),
    ),
    "RTT": (
        Aim("everybody-has-a-peer", "Jokaisella on vertainen", "Alla har en jämlike", "LC02a", 0, 0.12, LATER),
        Aim("own-work-shaped", "Työ muuttuu omin käsin", "Arbetet formas med egna händer", "LC10", 0.05, 0.6),
        Steps("small-and-brave", "Pieni ja rohkea", "Liten och modig", {"open-mornings": 6, "failures-shared": 13}),
    ),
}

FINDINGS: dict[str, tuple[Finding, ...]] = {
    "KLV": (
        Finding(
            1,
            "LC05",
            "Oppimista pidetään hyvänä, mutta työstä erillisenä.",
            "Lärandet anses vara bra, men skilt från arbetet.",
            "more-of-us-learn",
        ),
        Finding(
            2,
            "LC02a",
            "Kokemus siirtyy vain niille, jotka osaavat kysyä.",
            "Erfarenheten når bara dem som kan fråga.",
            "mentoring-for-many",
        ),
        Finding(
            2, "time", "Aikaa ohjaamiseen ei ole sovittu.", "Ingen tid för handledning har avtalats.", "mentor-time"
        ),
    ),
    "MH": (
        Finding(
            1,
            "LC08",
            "Työnantaja valitsee useimmat kurssit.",
            "Arbetsgivaren väljer de flesta kurserna.",
            "course-paths",
        ),
        Finding(
            2,
            "LC11",
            "Moni kertoo oppivansa vasta työpäivän jälkeen.",
            "Många säger att de lär sig först efter arbetsdagen.",
            "load-in-sight",
        ),
    ),
    "SKV": (
        Finding(
            1, "LC05", "Oppiminen on ollut kurssien varassa.", "Lärandet har vilat på kurser.", "learning-in-teams"
        ),
        Finding(
            2,
            "LC14",
            "Esihenkilöt ovat yksin kysymystensä kanssa.",
            "Cheferna är ensamma med sina frågor.",
            "supervisors-meet",
        ),
    ),
    "KLL": (
        Finding(
            1, "LC07", "Tieto pysyy omalla osastolla.", "Kunskapen stannar på den egna avdelningen.", "across-houses"
        ),
        Finding(
            2,
            "LC13",
            "Hyviä tarinoita on, mutta ne eivät kulje.",
            "Det finns goda berättelser, men de rör sig inte.",
            "stories-heard",
        ),
    ),
    "RTT": (
        Finding(
            1, "LC09", "Pienessä talossa on helppo kysyä.", "I ett litet hus är det lätt att fråga.", "small-and-brave"
        ),
        Finding(2, "LC03", "Samat ihmiset auttavat kaikkia.", "Samma människor hjälper alla.", "everybody-has-a-peer"),
    ),
}
