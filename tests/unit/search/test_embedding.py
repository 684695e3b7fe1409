"""The embedding model: found, checked before it is loaded, and the same for the same text."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sslhelp.errors import ConfigError
from sslhelp.search import embedding
from tests.embedding_model import shipped

SHIPPED = shipped()


def likeness(one: str, other: str) -> float:
    first, second = (SHIPPED.embed(text).states.mean(axis=0) for text in (one, other))
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


def test_texts_that_mean_the_same_are_nearer_than_texts_that_do_not() -> None:
    same = likeness("how do i renew my certificate", "my ssl is running out, what now")
    assert same > likeness("how do i renew my certificate", "the weather in Berlin tomorrow") + 0.2


def test_each_piece_has_a_vector_and_its_place_in_the_text() -> None:
    embedded = SHIPPED.embed("Renew now. Or later?")
    assert len(embedded.pieces) == len(embedded.states) == len(embedded.starts)
    assert embedded.starts.tolist() == [0, 6, 9, 11, 14, 19]


def test_a_part_of_a_text_has_the_pieces_that_begin_in_it() -> None:
    embedded = SHIPPED.embed("Renew now. Or later?")
    later = embedded.part(11, 20)
    assert later.pieces.tolist() == SHIPPED.pieces("Or later?").tolist()
    assert len(embedded.part(20, 30).pieces) == 0


def test_what_a_long_text_says_after_its_first_pieces_does_not_count() -> None:
    assert len(SHIPPED.embed("word " * 1000).pieces) == embedding.MAX_PIECES - 2


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_is_embedded_with_as_many_pieces_as_are_counted_without_embedding(text: str) -> None:
    assert SHIPPED.embed(text).pieces.tolist() == SHIPPED.pieces(text).tolist()


def test_half_a_surrogate_pair_and_nothing_at_all_are_embedded_too() -> None:
    assert len(SHIPPED.embed("").pieces) == 0
    assert len(SHIPPED.embed("\ud800").pieces) > 0


def test_none_is_no_model() -> None:
    assert embedding.find("none") is None


def copied(folder: Path) -> Path:
    for path in (SHIPPED._model, SHIPPED._tokenizer):
        shutil.copy(path, folder / path.name)
    return folder


def test_a_folder_of_the_shops_own_choice_is_used_and_named_by_its_content(tmp_path: Path) -> None:
    own = embedding.find(str(copied(tmp_path)))
    assert own
    assert own.name == SHIPPED.name
    assert np.array_equal(own.embed("renew").states, SHIPPED.embed("renew").states)


def test_a_folder_without_the_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"model\.onnx: no such file"):
        embedding.find(str(tmp_path))


def test_a_file_that_is_no_model_is_named_when_it_is_loaded(tmp_path: Path) -> None:
    (copied(tmp_path) / "model.onnx").write_bytes(b"no model")
    own = embedding.find(str(tmp_path))
    assert own
    with pytest.raises(ConfigError, match=r"model\.onnx: cannot be loaded"):
        own.embed("renew")


def test_a_file_that_was_changed_after_it_was_found_is_not_loaded(tmp_path: Path) -> None:
    path = copied(tmp_path) / "tokenizer.json"
    path.write_text(path.read_text() + " ")
    own = embedding.find(str(tmp_path))
    assert own
    path.write_text(path.read_text() + " ")
    with pytest.raises(ConfigError, match=r"tokenizer\.json: is not the file"):
        own.pieces("renew")
