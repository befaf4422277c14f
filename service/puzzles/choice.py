"""Which puzzles a reader may be given: nothing to see for those who are known, harder ones in bad weather.

Nobody is refused here: whatever is the matter, there is a puzzle that gets a comment through.
"""

from dataclasses import dataclass

from service.puzzles.kinds import VISIBLE, Kind


@dataclass(frozen=True, slots=True)
class Stance:
    """What is known of a reader and the hour.

    known: in good standing. flood: comments come in as never. guessing: many wrong answers of late.
    suspect: something is odd about this very comment.
    """

    known: bool = False
    flood: bool = False
    guessing: bool = False
    suspect: bool = False

    @property
    def hard(self) -> bool:
        """Whether puzzles are to be harder."""
        return self.flood or self.guessing or self.suspect


@dataclass(frozen=True, slots=True)
class Demand:
    """What an answered puzzle must be to get a comment through. kinds: one of these. hard: of the harder sort."""

    kinds: tuple[Kind, ...] = tuple(Kind)
    hard: bool = False


def offered(kinds: tuple[Kind, ...], stance: Stance) -> tuple[Kind, ...]:
    """Those of the publisher's kinds that a reader may choose from, in the publisher's order; never none.

    Work is for known readers; for all, as long as nothing is the matter, where the publisher puts it first. Sums, which
    have few answers, are not for those who guess. What is the only kind there is, is for everybody.
    """
    trusted = stance.known or (kinds[0] is Kind.WORK and not stance.flood)
    without = set()
    if stance.suspect or stance.guessing or not trusted:
        without.add(Kind.WORK)
    if stance.guessing:
        without.add(Kind.QUESTION)
    return tuple(kind for kind in kinds if kind not in without) or seen(kinds) or kinds


def seen(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """The kinds that a person answers."""
    return tuple(kind for kind in kinds if kind in VISIBLE)


def choose(menu: tuple[Kind, ...], asked: Kind | None) -> Kind:
    """The kind of the next puzzle: the one that is asked for, if it may be; else nothing to see, if that may be."""
    if asked in menu:
        return asked
    return Kind.WORK if Kind.WORK in menu else menu[0]


def demand(menu: tuple[Kind, ...], stance: Stance) -> Demand:
    """What the answer to a puzzle must be. In a flood those puzzles still serve that were given out before it."""
    return Demand(menu, hard=stance.suspect or stance.guessing)
