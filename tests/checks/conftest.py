"""Each test file here names one rule, and holds files that leak and files that do not."""

from __future__ import annotations

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for argument, table in (("leaking", "LEAKING"), ("clean", "CLEAN")):
        if argument in metafunc.fixturenames:
            examples = getattr(metafunc.module, table)
            metafunc.parametrize(argument, list(examples.values()), ids=list(examples))
