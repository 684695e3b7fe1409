"""RSA keys that can be broken are told from those that cannot, whatever integers they consist of."""

from __future__ import annotations

import math

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from sslhelp.pki import weak_keys
from sslhelp.pki.weak_keys import Fault
from tests import factories
from tests.weak_rsa import SIEVED, next_prime, prime, prime_found_in_round, roca_prime

MODULUS = factories.rsa_key().public_key().public_numbers().n


def found(modulus: int, exponent: int = 65537) -> list[Fault]:
    return [fault for fault, _ in weak_keys.faults(modulus, exponent)]


def test_fresh_keys_have_no_faults() -> None:
    for _ in range(50):
        key = rsa.generate_private_key(65537, 1024)  # noqa: S505  (the size that is made fastest)
        assert found(key.public_key().public_numbers().n) == []


@pytest.mark.parametrize("bits", [2048, 2052, 3072, 4096])
def test_keys_of_every_common_size_have_no_faults(bits: int) -> None:
    assert found(factories.rsa_key(bits).public_key().public_numbers().n) == []


@pytest.mark.parametrize(
    ("exponent", "faults"),
    [
        (-65537, [Fault.EXPONENT_INVALID]),
        (0, [Fault.EXPONENT_INVALID]),
        (1, [Fault.EXPONENT_INVALID]),
        (2, [Fault.EXPONENT_INVALID]),
        (65536, [Fault.EXPONENT_INVALID]),
        (3, [Fault.EXPONENT_SMALL]),
        (65535, [Fault.EXPONENT_SMALL]),
        (65537, []),
        ((1 << 256) - 1, []),
        ((1 << 256) + 1, [Fault.EXPONENT_LARGE]),
        (1 << 256, [Fault.EXPONENT_INVALID, Fault.EXPONENT_LARGE]),
    ],
)
def test_the_exponent_is_odd_and_neither_too_small_nor_too_large(exponent: int, faults: list[Fault]) -> None:
    assert found(MODULUS, exponent) == faults


def test_an_exponent_of_a_million_bits_is_told_by_its_length() -> None:
    huge = (1 << 1_000_000) + 1
    assert weak_keys.faults(MODULUS, huge) == ((Fault.EXPONENT_LARGE, "exponent of 1000001 bits"),)
    assert found(MODULUS, -huge) == [Fault.EXPONENT_INVALID]


@pytest.mark.parametrize("modulus", [MODULUS + 1, 2, 1, 0, -MODULUS])
def test_a_modulus_is_odd_and_positive(modulus: int) -> None:
    assert found(modulus) == [Fault.MODULUS_INVALID]


def test_a_modulus_of_few_or_many_ones_is_a_pattern() -> None:
    p = prime()
    assert Fault.MODULUS_PATTERN in found((1 << 2047) + p)
    assert Fault.MODULUS_PATTERN in found((1 << 2048) - 1 - (p << 500))


@pytest.mark.parametrize("factor", [3, 5, 743, 751])
def test_factors_below_752_are_found_and_named(factor: int) -> None:
    assert (Fault.SMALL_FACTOR, f"divisible by {factor}") in weak_keys.faults(MODULUS * factor, 65537)


def test_a_factor_above_752_is_none_of_the_small_ones() -> None:
    assert found(MODULUS * 757) == []


@pytest.mark.parametrize("power", [2, 3, 5, 7, 11, 13])
def test_a_power_of_a_prime_is_found(power: int) -> None:
    p = prime()
    assert weak_keys.faults(p**power, 65537) == ((Fault.MODULUS_POWER, f"one number to the power of {power}"),)
    assert Fault.MODULUS_POWER not in found(p**power + 2)


@pytest.mark.parametrize("rounds", [1, 2, 50, 100])
def test_primes_that_fermat_finds_within_a_hundred_rounds_are_close(rounds: int) -> None:
    p, q = prime(), prime_found_in_round(rounds)
    assert weak_keys.faults(p * q, 65537) == (
        (Fault.CLOSE_PRIMES, f"falls apart in round {rounds} of Fermat's method"),
    )


def test_primes_that_fermat_finds_one_round_later_pass() -> None:
    p, q = prime(), prime_found_in_round(101)
    assert found(p * q) == []


def test_neighbouring_primes_are_close() -> None:
    p = prime()
    assert found(p * next_prime(p + 2)) == [Fault.CLOSE_PRIMES]


def test_a_key_of_infineons_library_is_recognised() -> None:
    p, q = roca_prime(987_654_321), roca_prime(1_234_567_891)
    assert found(p * q) == [Fault.ROCA]


def test_one_such_prime_alone_makes_no_roca_key() -> None:
    assert found(roca_prime(987_654_321) * prime()) == []


def test_powers_of_65537_with_different_exponents_make_no_roca_key() -> None:
    """Modulo each prime by itself the modulus is a power of 65537, which only a test of all together sees through."""
    product = math.prod(SIEVED[:39])
    rest = product // 11
    alike, other = pow(65537, 12_345, rest), pow(65537, 12_346, 11)
    modulus = alike + rest * ((other - alike) * pow(rest, -1, 11) % 11)
    assert Fault.ROCA in found(pow(65537, 12_345, product) + product * (MODULUS & ~1))
    assert Fault.ROCA not in found(modulus + product * (MODULUS & ~1))


def test_no_evidence_tells_a_prime_of_the_key() -> None:
    p = prime()
    q = next_prime(p + 2)
    for modulus in (p * q, p * p, p * p * p):
        assert not any(str(p)[:8] in evidence for _, evidence in weak_keys.faults(modulus, 65537))


def test_a_modulus_too_long_to_look_into_is_said_to_be_unchecked() -> None:
    assert weak_keys.faults(1 << weak_keys.MAX_BITS, 65537) == ((Fault.UNCHECKED, "modulus of 16385 bits"),)
    assert found((1 << 1_000_000) + 1, 4) == [Fault.EXPONENT_INVALID, Fault.UNCHECKED]
