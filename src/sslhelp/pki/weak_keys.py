"""RSA keys that can be broken, or were made by something broken, as far as the public key alone tells.

CAs must refuse them (TLS BR 6.1.1.3, 6.1.6). Not found here: Debian's weak keys (CVE-2008-0166), which only a list of
them tells; a prime modulus, which takes longer to prove than a whole report; a point off its curve, which
`cryptography` refuses to load.
"""

from __future__ import annotations

import math
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_BITS = 16_384
"""The longest modulus that is looked into."""

_ROUNDS = 100  # of Fermat's method: TLS BR 6.1.1.3 (5.3)
_SMALLEST_FACTOR = 752  # TLS BR 6.1.6
_ROCA_LAST_PRIME, _ROCA_GENERATOR = 167, 65_537  # those of 512-bit keys; the longer keys' primes include them
_POWERS = 3, 5, 7, 11, 13  # with the square, every power up to the sixteenth
_RESIDUES_END = _ROCA_LAST_PRIME + 1
"""Powers, close primes and ROCA are told, or nearly always ruled out, by residues modulo the primes below this."""


class Fault(StrEnum):
    """What is wrong with an RSA key."""

    EXPONENT_INVALID = "exponent_invalid"
    EXPONENT_SMALL = "exponent_small"
    EXPONENT_LARGE = "exponent_large"
    MODULUS_INVALID = "modulus_invalid"
    MODULUS_PATTERN = "modulus_pattern"
    MODULUS_POWER = "modulus_power"
    SMALL_FACTOR = "small_factor"
    CLOSE_PRIMES = "close_primes"
    ROCA = "roca"
    UNCHECKED = "unchecked"


def faults(modulus: int, exponent: int) -> tuple[tuple[Fault, str], ...]:
    """Return what is wrong with an RSA key, each with its evidence, which never tells a prime; empty when nothing is.

    Any two integers will do. A modulus of more than `MAX_BITS` bits is not looked into: `UNCHECKED`.
    """
    return (*_exponent_faults(exponent), *_modulus_faults(modulus))


def _exponent_faults(exponent: int) -> Iterator[tuple[Fault, str]]:
    """TLS BR 6.1.6: odd and at least 3; it should be from 2^16 + 1 to 2^256 - 1."""
    evidence = f"exponent {exponent}" if abs(exponent) < 1 << 64 else f"exponent of {exponent.bit_length()} bits"
    if exponent < 3 or not exponent & 1:
        yield Fault.EXPONENT_INVALID, evidence
    elif exponent < 65_537:
        yield Fault.EXPONENT_SMALL, evidence
    if exponent >= 1 << 256:
        yield Fault.EXPONENT_LARGE, evidence


def _modulus_faults(modulus: int) -> Iterator[tuple[Fault, str]]:
    bits = modulus.bit_length()
    if bits > MAX_BITS:
        yield Fault.UNCHECKED, f"modulus of {bits} bits"
        return
    if modulus < 3 or not modulus & 1:
        yield Fault.MODULUS_INVALID, "even modulus" if modulus > 2 else "modulus below 3"
        return
    # A product of random primes has half of its bits set; a third or two thirds are 15 deviations off at 2048 bits.
    ones = modulus.bit_count()
    if bits >= 512 and not bits < 3 * ones < 2 * bits:
        yield Fault.MODULUS_PATTERN, f"{ones} of {bits} bits are ones"
    residue = modulus % _primorial(_SMALLEST_FACTOR)
    shared = math.gcd(residue, _primorial(_SMALLEST_FACTOR))
    if shared > 1:
        factors = (str(prime) for prime in _primes(_SMALLEST_FACTOR) if shared % prime == 0)
        yield Fault.SMALL_FACTOR, f"divisible by {', '.join(factors)}"
    residue %= _primorial(_RESIDUES_END)
    root = math.isqrt(modulus)
    is_square = modulus & 7 == 1 and root * root == modulus  # as every odd square is
    power = 2 if is_square else _odd_power(modulus, residue)
    if power:
        yield Fault.MODULUS_POWER, f"one number to the power of {power}"
    if (rounds := _fermat_rounds(modulus, residue, root)) is not None:
        yield Fault.CLOSE_PRIMES, f"falls apart in round {rounds} of Fermat's method"
    if _has_roca_structure(residue):
        yield Fault.ROCA, f"a power of {_ROCA_GENERATOR} modulo every prime up to {_ROCA_LAST_PRIME}"


def _fermat_rounds(modulus: int, residue: int, root: int) -> int | None:
    """Return the round, from 1, in which Fermat's method factors the odd `modulus`, None when it is not within 100.

    Round i asks whether (root + i)^2 - modulus is a square. Whether it can be one modulo a small prime depends on
    residues alone, so a word of 100 bits for each group of them tells of all rounds at once; few survive half a dozen.
    `residue` is the modulus modulo their product, or a multiple of it.
    """
    product, sieve = _fermat_sieve()
    modulus_residue, start_residue = residue % product, (root + 1) % product
    left = (1 << _ROUNDS) - 1
    for group, possible in sieve:
        left &= possible[modulus_residue % group] >> start_residue % group
        if not left:
            return None
    for i in range(_ROUNDS):
        if left >> i & 1:
            square = (root + 1 + i) ** 2 - modulus
            if math.isqrt(square) ** 2 == square:
                return i + 1
    return None


@cache
def _fermat_sieve() -> tuple[int, Sequence[tuple[int, Sequence[int]]]]:
    """The product of some small primes, and for each group of them and each residue of the modulus a word.

    Bit x is set where x^2 - residue can be a square.
    """
    sieve = []
    for group in (3 * 5 * 7, 11 * 13, 17, 19, 23, 29, 31, 37, 41, 43, 47):
        squares = {x * x % group for x in range(group)}
        periods = sum(1 << x for x in range(0, _ROUNDS + group, group))
        words = [
            periods * sum(1 << x for x in range(group) if (x * x - residue) % group in squares)
            for residue in range(group)
        ]
        sieve.append((group, words))
    return math.prod(group for group, _ in sieve), sieve


def _has_roca_structure(residue: int) -> bool:
    """Say whether a modulus was made by Infineon's library (CVE-2017-15361), by its residue modulo the primes' product.

    Nemec et al., "The Return of Coppersmith's Attack" (2017): its primes are k * M + (65537^a mod M) where M is a
    product of the first primes, so the modulus is a power of 65537 modulo M. It is one exactly when a single exponent
    fits the logarithms modulo all primes, which random moduli manage once in 2^154.
    """
    exponent, period = 0, 1
    for prime, logarithms in _roca_logarithms():
        logarithm = logarithms.get(residue % prime)
        if logarithm is None:
            return False
        order = len(logarithms)
        fitting = range(exponent, exponent + period * order, period)
        found = next((each for each in fitting if each % order == logarithm), None)
        if found is None:
            return False
        exponent, period = found, math.lcm(period, order)
    return True


@cache
def _roca_logarithms() -> Sequence[tuple[int, Mapping[int, int]]]:
    """For each prime the powers of 65537 and their exponents; first those that fewest residues are powers for."""
    found: list[tuple[int, Mapping[int, int]]] = []
    for prime in _primes(_RESIDUES_END):
        logarithms: dict[int, int] = {}
        power = 1
        while power not in logarithms:
            logarithms[power] = len(logarithms)
            power = power * _ROCA_GENERATOR % prime
        found.append((prime, logarithms))
    return sorted(found, key=lambda each: len(each[1]) / each[0])


def _odd_power(modulus: int, residue: int) -> int | None:
    """Return k when `modulus` is a k-th power for an odd prime k up to 13; `residue` is it modulo small primes."""
    for power, first, first_powers, others in _power_residues():
        if residue % first not in first_powers:
            continue
        if all(residue % prime in powers for prime, powers in others) and _root(modulus, power) ** power == modulus:
            return power
    return None


@cache
def _power_residues() -> Sequence[tuple[int, int, frozenset[int], Sequence[tuple[int, frozenset[int]]]]]:
    """For each odd power k, some primes with the few residues (one in k) that are k-th powers modulo them.

    The product of the first two stands by itself: it settles nearly every modulus.
    """
    found = []
    for power in _POWERS:
        one, other, *primes = [prime for prime in _primes(_RESIDUES_END) if prime % power == 1][:6]
        moduli = one * other, *primes
        (first, powers), *others = [(each, frozenset(pow(x, power, each) for x in range(each))) for each in moduli]
        found.append((power, first, powers, others))
    return found


def _root(number: int, power: int) -> int:
    """Return the largest integer whose `power` is at most `number`, by Newton's method from above."""
    root = 1 << -(-number.bit_length() // power)
    while (closer := ((power - 1) * root + number // root ** (power - 1)) // power) < root:
        root = closer
    return root


@cache
def _primorial(end: int) -> int:
    """Return the product of the primes below `end`."""
    return math.prod(_primes(end))


@cache
def _primes(end: int) -> Sequence[int]:
    """Return the primes below `end`."""
    return [number for number in range(2, end) if all(number % each for each in range(2, math.isqrt(number) + 1))]
