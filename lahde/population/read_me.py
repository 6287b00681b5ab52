"""The text beside the files, for whoever looks at them."""

from collections.abc import Iterable

from lahde.population.deliveries import Delivery

NAME = "README.txt"
_HEAD = """\
Everything here is invented: agencies, people, names, addresses, and all they did. No file says anything about anybody.

These are the files that HR and the learning systems of five agencies would hand over, as their own systems write them:
in several encodings and layouts, late, twice, with broken rows and people nobody knows. `lahde demo` sends them.

In golden/ are small agencies made for one question each, with answers that can be counted by hand; they are not sent.

A file is handed in with `lahde collect KIND FILE --source NAME`, and `--mapping` where one is named here.
"""


def text(files: Iterable[tuple[str, Delivery]]) -> str:
    lines = [_HEAD]
    for path, delivery in files:
        door = f"collect {delivery.kind}" if delivery.kind else "over HTTP"
        mapping = f" --mapping {delivery.mapping}" if delivery.mapping else ""
        mapping += "".join(f' --set "{field}={value}"' for field, value in delivery.given)
        lines.append(f"{path}\n    {door}{mapping}: {delivery.about}\n")
    return "\n".join(lines)
