from __future__ import annotations

from collections.abc import Mapping

import pytest

from disclosurelog.law import Law, load_laws


@pytest.fixture(scope="session")
def laws() -> Mapping[str, Law]:
    return load_laws()


@pytest.fixture(scope="session")
def foia(laws: Mapping[str, Law]) -> Law:
    return laws["uk-foia-2000"]


@pytest.fixture(scope="session")
def eir(laws: Mapping[str, Law]) -> Law:
    return laws["uk-eir-2004"]


@pytest.fixture(scope="session")
def us(laws: Mapping[str, Law]) -> Law:
    return laws["us-foia"]
