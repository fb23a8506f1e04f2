"""What the tests share: the command, and the articles of the project."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SECOND_HAND = "The Washington Post quoted Ana Ruiz, a spokeswoman for the port, as saying \"the strike is over.\"\n"

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def command() -> Command:
    """Runs the command: the program that `SECONDHAND` names, or the package's own."""
    program = [os.environ["SECONDHAND"]] if "SECONDHAND" in os.environ else [sys.executable, "-m", "secondhand"]

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        line = [*program, *map(str, arguments)]
        return subprocess.run(line, cwd=cwd, capture_output=True, encoding="utf-8")

    return run


@pytest.fixture(scope="session")
def fixtures() -> list[Path]:
    """The articles that were written for the project."""
    found = sorted((ROOT / "fixtures").glob("*.txt"))
    assert len(found) > 20
    return found
