"""Foreign names in katakana are known by their sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.names.foreign import alike, of_kana, of_latin

PAIRS = (
    "スミス Smith|ジョンソン Johnson|ブラウン Brown|ウィリアムズ Williams|テイラー Taylor"
    "|マーティン Martin|ピーターソン Peterson|クラーク Clark|アンダーソン Anderson"
    "|デイビス Davis|ミラー Miller|ウィルソン Wilson|ホワイト White|ハリス Harris"
    "|ルイス Lewis|ロビンソン Robinson|キング King|ライト Wright|スコット Scott"
    "|グリーン Green|キャンベル Campbell|ミッチェル Mitchell|ロバーツ Roberts"
    "|フィリップス Phillips|エバンス Evans|エドワーズ Edwards|マイケル Michael"
    "|クリストファー Christopher|チャールズ Charles|トンプソン Thompson|ジェームズ James"
    "|シュミット Schmidt|ミュラー Müller|シュナイダー Schneider|パテル Patel|パク Park"
    "|ターナー Turner|コリンズ Collins"
)


@pytest.mark.parametrize("pair", PAIRS.split("|"))
def test_katakana_and_latin_letters_sound_alike(pair: str) -> None:
    kana, latin = pair.split()
    assert alike(kana, latin)


@pytest.mark.parametrize(
    "pair",
    [
        "スミス James",
        "ブラウン Green",
        "ジョンソン Smith",
        "ミラー Taylor",
        "アンダーソン Peterson",
    ],
)
def test_other_names_do_not(pair: str) -> None:
    kana, latin = pair.split()
    assert not alike(kana, latin)


def test_a_single_consonant_says_too_little() -> None:
    assert not alike("リー", "Ray")


@given(st.text(max_size=40))
def test_every_text_has_a_sound(text: str) -> None:
    assert of_kana(text).isascii()
    assert all(sound.isascii() for sound in of_latin(text))
