"""Queued, lasting and random faults."""

import pytest

from kaspi_notifier.simulator import Simulator


def test_queued_faults_come_before_lasting_ones() -> None:
    faults = Simulator().kaspi.faults
    faults.always("*", "error_500_html")
    faults.next("orders", "unauthorized", times=2)
    faults.next("*", "drop")
    kinds = [fault.kind for _ in range(4) if (fault := faults.take("orders"))]
    assert kinds == ["unauthorized", "unauthorized", "drop", "error_500_html"]
    faults.always("orders", "hang", seconds=3, retry_after="7")
    lasting = faults.take("orders")
    assert lasting is not None
    assert (lasting.kind, lasting.seconds, lasting.retry_after) == ("hang", 3, "7")
    faults.clear()
    assert faults.take("orders") is None


def test_random_faults_follow_the_seed_and_the_rates() -> None:
    def drawn(seed: int) -> list[str | None]:
        faults = Simulator(seed=seed).waha.faults
        faults.rates = {"drop_after": 0.2, "drop_before": 0.2}
        return [fault.kind if (fault := faults.take("sendText")) else None for _ in range(400)]

    kinds = drawn(1)
    assert kinds == drawn(1)
    assert kinds != drawn(2)
    assert 50 < kinds.count("drop_after") < 110
    assert 50 < kinds.count("drop_before") < 110
    quiet = Simulator().waha.faults
    quiet.rates = {"drop_after": 1.0}
    assert quiet.take("sessions") is None


def test_unknown_words_are_refused() -> None:
    faults = Simulator().waha.faults
    with pytest.raises(ValueError, match="no such route"):
        faults.next("sendtext", "drop")
    with pytest.raises(ValueError, match="no such fault"):
        faults.always("sendText", "explode")
    with pytest.raises(ValueError, match="no such fault"):
        faults.next("sessions", "drop_after")
