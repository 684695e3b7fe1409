"""The embedding model that the extra `semantic` installs: the tests have it, or fail."""

from sslhelp.search import embedding
from sslhelp.search.embedding import MiniLm


def shipped() -> MiniLm:
    model = embedding.find("")
    assert model, "the extra semantic is not installed"
    return model
