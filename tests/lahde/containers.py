"""Dockerfile and docker-compose.yml, read as they stand."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
IGNORED = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


def dockerfile() -> list[tuple[str, str]]:
    """Instruction and what it is given, in order."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines if line)]


def given(instruction: str) -> list[str]:
    return [rest for name, rest in dockerfile() if name == instruction]


def last(instruction: str) -> Any:
    """What holds in the image that is made: of ENTRYPOINT and CMD the list."""
    told = given(instruction)[-1]
    return json.loads(told) if told.startswith("[") else told


def environment(service: str) -> dict[str, str]:
    """The image's, and the service's over it."""
    image = dict(pair.split("=", 1) for line in given("ENV") for pair in shlex.split(line))
    return image | {name: str(value) for name, value in SERVICES[service].get("environment", {}).items()}
