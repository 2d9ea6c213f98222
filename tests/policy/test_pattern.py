"""Patterns of the policy."""

from __future__ import annotations

import random
import time

import pytest

from mailguard.policy.pattern import PATIENCE, WINDOW, PatternError, TooSlowError, compile_pattern


def test_the_first_match_is_told() -> None:
    assert (
        compile_pattern(r"契約.{0,10}解除").search("来月、契約を解除します".encode())
        == "契約を解除"
    )
    assert compile_pattern(r"(?i)secret-\d+").search(b"see SECRET-12 and SECRET-3") == "SECRET-12"
    assert compile_pattern("x").search(b"") is None


@pytest.mark.parametrize("where", [0, 1, 5_000, 8_190, 8_193, 16_384, 20_000, 99_990])
def test_a_match_is_found_wherever_it_stands_in_a_long_text(where: int) -> None:
    text = bytearray(b"." * 100_000)
    text[where : where + 5] = b"FOUND"
    assert compile_pattern("F[A-Z]+D").search(bytes(text)) == "FOUND"


def test_a_match_of_half_a_window_is_found() -> None:
    inner = b"a" * (WINDOW // 2 - 2)
    for where in range(0, WINDOW, 1_000):
        assert compile_pattern("<a+>").search(b"." * where + b"<" + inner + b">" + b"." * 50_000)


@pytest.mark.parametrize("pattern", [r"\bFOUND\b", r"^FOUND", r"FOUND$"])
def test_the_edge_of_a_window_is_no_edge_of_the_text(pattern: str) -> None:
    for where in (WINDOW // 2, WINDOW - 5):
        text = b"x" * where + b"FOUND" + b"x" * 50_000
        assert compile_pattern(pattern).search(text) is None


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("", "is empty"),
        ("(", "missing )"),
        ("[a", "missing ]"),
        (r"(a)\1", "is no pattern"),
        ("(?=a)", "is no pattern"),
        ("a{1001}", "is no pattern"),
        ("\ud800", "is no pattern"),
        (r"(a?){1000}a{1000}", "would take too long"),
        (r"\pL{1,300}x", "would take too long"),
        ("|".join(f"word{n * 7919}" for n in range(3_000)), "would take too long"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(pattern: str, told: str) -> None:
    with pytest.raises(PatternError) as error:
        compile_pattern(pattern)
    assert told in str(error.value)
    assert len(str(error.value)) < 300


HOSTILE = [
    r"(a+)+$", r"(a|aa)+$", r"(a|a?)+$", r"(.*a){20}$", r"(.*)*x", r"(x+x+)+y", r"([a-z]+)*\d",
    r"[ab]*a[ab]{12}c", r"[ab]*a[ab]{50}c", r"[ab]*a[ab]{200}c", r"[ab]*a[ab]{900}c",
    r"(a?){100}a{100}b", r"(a?){300}a{300}b", r"(a?){1000}a{1000}b", r".{0,1000}x.{0,1000}y",
    r"((a{0,30}){0,30})b", r"(([a-z]+.?)+)+Z", r"(?i)(\w+\s?)+\d{12}Q", r"\b(\w+)\b.*\b(\w+)\b.*Z",
    r"(\p{L}+\p{N}*)+!", r"([^@]+@)+[^@]+\.x{5}", r"(\d+-?)+Z", r"(\d{1,100}-){1,10}Z",
    r"契約.{0,50}解除X", r"(.{0,50}契約){10}X", r"(?s).*(.{0,100}a){5}X", r"(\w{0,30}\W){10}X",
    r"[a-h]{5}( [a-h]{5}){50}X", r".*.*.*.*.*.*.*.*.*.*X", r"(a*)*(b*)*(a*)*X", r"\pL{1,300}X",
    r"(?:a|b|ab)*(?:ba|a|b)*[^ab]{3}", r"(\pL{0,30}\pN){5}X", r"(.*?,){30}P",
    r"^(([a-z])+.)+[A-Z]$",
    r"(a|b|c|d|e|f|g)*[ab]{60}Z", r"(.{1,30}){1,30}Z", r"([ab]{1,9}){1,30}Z",
    r"(?i)(契約|解除)*[^約]{30}Z",
    r"(.+)+@(.+)+\.(.+)+Z", r"(\s*\S+\s*)+Z", r"((ab)*(ba)*)*Z", r"(a{1,100}b{0,100}){1,8}Z",
    r"[ab]*[ab]*[ab]*[ab]{99}Z", r"(?:(?:a|b){1,20}a){15}Z", r"(\x61?\x62?){200}Z",
    r"(..)*(...)*(.....)*Z",
    r"((((a*)*)*)*)*Z", r"(a|(b|(a|(b|a)*)*)*)*Z", r"(?s)(.{0,20}\n?){20}Z", r"\D*\d?\D*\d?\D{80}Z",
]  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> list[bytes]:
    """1 MB each, of what the patterns are about."""
    noise = random.Random(1)
    return [
        b"a" * 1_000_000,
        bytes(noise.choices(b"ab", k=1_000_000)),
        bytes(noise.choices(b"abcdefgh  ", k=1_000_000)),
        ("契約解除のお知らせ機密情報です。" * 25_000).encode()[:1_000_000],
    ]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_hostile_pattern_is_refused_or_given_up_in_time(pattern: str, texts: list[bytes]) -> None:
    """One second for each, with room for a busy machine: it is processor time."""
    try:
        compiled = compile_pattern(pattern)
    except PatternError:
        return
    for text in texts:
        begun = time.thread_time()
        try:
            compiled.search(text)
        except TooSlowError:
            assert time.thread_time() - begun > PATIENCE
        assert time.thread_time() - begun < 1.0


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) >= 50
