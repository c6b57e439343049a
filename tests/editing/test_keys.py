"""Keys of blocks are for the house, not for readers."""

from portal.blocks.key import KeyBlock


def test_a_key_is_neither_translated_nor_found() -> None:
    block = KeyBlock()

    assert block.get_translatable_segments("IG-005") == []
    assert block.get_searchable_content("IG-005") == []
