"""The values a time expression may give an event: as told, as the beginning of what goes on since, as its end, as a single day."""

OPEN = ".."


def variants(value: str) -> tuple[str, str, str, str]:
    """`value` itself, since it, until it, and its known end alone where it is open; empty where that makes no sense.

    "By Tuesday" is `../DATE`, yet what is told of may have happened on that very day: the fourth.
    """
    if not value:
        return "", "", "", ""
    low, mark, high = value.partition("/")
    if not mark:
        return value, f"{value}/{OPEN}", f"{OPEN}/{value}", ""
    if OPEN in (low, high):
        return value, "", "", high if low == OPEN else low
    return value, f"{low}/{OPEN}", f"{OPEN}/{high}", ""
