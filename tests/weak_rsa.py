"""Makes the numbers of RSA keys that can be broken, and of those that just cannot."""

from __future__ import annotations

import math
from functools import cache
from random import Random

from tests import factories

SIEVED = [each for each in range(2, 1000) if all(each % divisor for divisor in range(2, each))]
"""The primes below 1000."""


@cache
def modulus(bits: int) -> int:
    """A number of so many bits without the faults of an RSA modulus, though it is no product of two primes either."""
    random = Random(bits)
    drawn = (random.getrandbits(bits) | 1 << bits - 1 | 1 for _ in range(10_000))
    return next(each for each in drawn if math.gcd(each, math.prod(SIEVED)) == 1)


def is_prime(number: int) -> bool:
    """Whether a number is a prime, as likely as makes no difference."""
    return math.gcd(number, math.prod(SIEVED)) == 1 and all(pow(base, number - 1, number) == 1 for base in (2, 3, 5))


def next_prime(number: int) -> int:
    """The first prime from a number on."""
    return next(each for each in range(number | 1, number + 100_000, 2) if is_prime(each))


@cache
def prime() -> int:
    """A prime of 1024 bits."""
    return factories.rsa_key().private_numbers().p


@cache
def prime_found_in_round(rounds: int) -> int:
    """The prime whose product with `prime()` Fermat's method takes apart in this round.

    The middle of the two lies so many rounds above the root of their product, rounded down.
    """
    p = prime()
    q = next_prime(p + 2 * math.isqrt(p * (2 * rounds - 1)))
    assert (p + q) // 2 - math.isqrt(p * q) == rounds
    return q


@cache
def roca_prime(start: int) -> int:
    """A prime as Infineon's library made them for 512-bit keys: k * M + (65537^a mod M)."""
    product = math.prod(SIEVED[:39])
    a = start
    while not is_prime(found := (start << 36) * product + pow(65537, a, product)):
        a += 1
    return found
