"""The shop's own files, read or named."""

from pathlib import Path

import pytest

from sslhelp.config import read_toml
from sslhelp.errors import ConfigError


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text('name = "Shop"')
    assert read_toml(path) == {"name": "Shop"}


@pytest.mark.parametrize("content", [b"name = Shop", b'name = "\xff"'])
def test_what_is_no_toml_or_no_utf8_is_named_with_its_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "house.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"house\.toml: ") as caught:
        read_toml(path)
    assert caught.value.hint == "TOML wants text in double quotes, in UTF-8"


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"house\.toml: no such file"):
        read_toml(tmp_path / "house.toml")
