"""Sealed values open only where they were sealed, with their own key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.protection.sealing import KEY_BYTES, CannotOpen, seal, unseal

KEY = bytes(range(KEY_BYTES))


@given(st.binary(max_size=500), st.text(max_size=40))
def test_what_was_sealed_opens_unchanged(plain: bytes, place: str) -> None:
    assert unseal(seal(plain, key=KEY, key_id="a", place=place), key=KEY, place=place) == plain


@given(st.binary(min_size=1, max_size=60), st.data())
def test_any_changed_byte_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(plain, key=KEY, key_id="a", place="here"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), key=KEY, place="here")


def test_a_value_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(b"Ilze", key=KEY, key_id="a", place="client.1"), key=KEY, place="client.2")


def test_another_key_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(b"Ilze", key=KEY, key_id="a", place="x"), key=bytes(KEY_BYTES), place="x")


def test_the_same_value_is_never_sealed_twice_alike() -> None:
    assert seal(b"x", key=KEY, key_id="a", place="x") != seal(b"x", key=KEY, key_id="a", place="x")
