"""The suites are base classes outside test modules: let pytest explain their assertions too."""

import pytest

pytest.register_assert_rewrite("tests.conformance.store", "tests.conformance.sql_store")
