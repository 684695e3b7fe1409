"""Attributes that are read when they are first asked for, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801  (a decorator)
    """As `functools.cached_property`, without its lock, which in Python 3.11 takes longer than most fields do.

    Two threads that ask at the same time may both read; what they read is the same.
    """

    def __init__(self, read: Callable[[Any], Value]) -> None:
        self._read = read
        self.__doc__ = read.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, holder: None, owner: type) -> once[Value]: ...
    @overload
    def __get__(self, holder: object, owner: type) -> Value: ...
    def __get__(self, holder: object | None, owner: type) -> once[Value] | Value:
        if holder is None:
            return self
        value = vars(holder)[self._name] = self._read(holder)
        return value
