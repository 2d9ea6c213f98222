"""Other shapes of the same mail, as other programs and other people write it."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape

from tests.detection.cards import CARDS
from tests.detection.letters import Letter
from tests.detection.world import World

Mutator = Callable[[World, Letter, int], Letter]


def mutated(world: World, letter: Letter, chance: random.Random) -> Letter:
    """One of the shapes; as it is where somebody looked after its shape."""
    if letter.mangled or letter.html is not None:
        return letter
    return chance.choice(MUTATORS)(world, letter, chance.randrange(100))


def _as_it_is(_world: World, letter: Letter, _number: int) -> Letter:
    return letter


def _with_a_page(_world: World, letter: Letter, _number: int) -> Letter:
    lines = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in letter.text.splitlines())
    return letter.but(html=f"<html><body>{lines}</body></html>")


def _with_another_card(world: World, letter: Letter, number: int) -> Letter:
    card = CARDS[number % len(CARDS)].format(own=world.own, me=world.me)
    return letter.but(signature=card)


def _with_a_disclaimer(_world: World, letter: Letter, _number: int) -> Letter:
    text = (
        "This e-mail and any attachment are intended solely for the addressee. If you have "
        "received it in error, please notify the sender and delete it."
    )
    return letter.but(signature=f"{letter.signature}\n\n{text}")


def _in_jis(_world: World, letter: Letter, _number: int) -> Letter:
    """In ISO-2022-JP, as far as that has the characters."""
    try:
        letter.text.encode("iso2022_jp")
    except UnicodeEncodeError:
        return letter
    return letter.but(charset="iso-2022-jp")


def _with_a_greeting(_world: World, letter: Letter, number: int) -> Letter:
    greetings = (
        ("寒さ厳しき折、くれぐれもご自愛ください。", "季節の変わり目ですので、ご自愛ください。")
        if not letter.body.isascii()
        else ("Have a nice week.", "Enjoy the weekend.")
    )
    body = f"{letter.body}\n\n{greetings[number % 2]}" if letter.body else ""
    return letter.but(body=body)


MUTATORS: tuple[Mutator, ...] = (
    _as_it_is,
    _with_a_page,
    _with_another_card,
    _with_a_disclaimer,
    _in_jis,
    _with_a_greeting,
)
