from look.collation import collation_key


def test_a_ring_and_dots_come_after_z() -> None:
    names = [
        "Öljyvirasto",
        "Zoo",
        "Älyvirasto",
        "Åvirasto",
        "Virasto",
        "wirasto",
        "Élan",
        "Ääni",
        "Aalto",
        "Ylä",
        "Über",
    ]
    assert sorted(names, key=collation_key) == [
        "Aalto", "Élan", "Virasto", "wirasto", "Über", "Ylä", "Zoo", "Åvirasto", "Älyvirasto", "Ääni", "Öljyvirasto",
    ]  # fmt: skip


def test_composed_and_decomposed_letters_are_one() -> None:
    assert collation_key("A\u0308a")[0] == collation_key("Äa")[0]


def test_case_does_not_part_neighbours() -> None:
    assert sorted(["b", "A", "B", "a"], key=collation_key) == ["A", "a", "B", "b"]
