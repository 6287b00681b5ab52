"""How many persons must stand behind a figure. The floors are in code, so that no setting can lower them."""

K = 5
K_SENSITIVE = 10


class TooLoose(ValueError):
    """A setting or a card asks for fewer persons than the floor."""


def fewest(*, sensitive: bool, asked: int | None = None) -> int:
    """The fewest persons for a figure: the floor, or what is asked for where that is more."""
    floor = K_SENSITIVE if sensitive else K
    if asked is not None and asked < floor:
        raise TooLoose(f"at least {floor} persons must stand behind {'a sensitive' if sensitive else 'a'} figure")
    return asked or floor
