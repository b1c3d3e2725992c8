"""Korean: the particles that are written together with a name.

They follow Sohn, The Korean Language: case markers, delimiters, and the copula that quotes
a name. Of a pair such as 은 and 는 the one fits after a consonant, the other after a vowel.
Japanese needs no rule: its script has no spaces (`boundaries`).
"""

from collections.abc import Iterator

from briefings.model.explainer import ExplainerKind

_SYLLABLES = range(0xAC00, 0xD7A4)
_FINALS = 28  # consonants that may end a syllable, with none
_EVERY = (
    "의 에 에서 에게 에게서 에게는 에는 에도 에만 에의 에서는 에서도 에서만 에서의 한테 "
    "께서 도 만 만의 까지 까지의 부터 보다 처럼 마저 조차 뿐"
).split()
_AFTER_CONSONANT = "은 이 을 과 과의 과는 으로 으로부터 으로서 이라는 이라고 이나 이며".split()
_AFTER_VOWEL = "는 가 를 와 와의 와는 로 로부터 로서 라는 라고 며".split()
_AFTER_L = "로 로부터 로서".split()
_SHORTEST = 2


def forms(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield a phrase with each particle."""
    del kind
    is_korean = ord(phrase[-1]) in _SYLLABLES
    if len(phrase) < _SHORTEST or not (is_korean or phrase.isupper()):
        return
    yield from (f"{phrase}{particle}" for particle in _EVERY)
    if not is_korean:
        # How an acronym is spoken is not written.
        yield from (f"{phrase}{particle}" for particle in (*_AFTER_CONSONANT, *_AFTER_VOWEL))
        return
    final = (ord(phrase[-1]) - _SYLLABLES[0]) % _FINALS
    particles = _AFTER_CONSONANT if final else _AFTER_VOWEL
    yield from (f"{phrase}{particle}" for particle in particles)
    if final == 8:  # ㄹ
        yield from (f"{phrase}{particle}" for particle in _AFTER_L)
