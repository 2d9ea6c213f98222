"""The organisation's own words: code names, and what must not be talked of."""

from __future__ import annotations

from mailguard.domain.settings import Settings
from tests.detection.documents import a_document
from tests.detection.letters import Letter
from tests.detection.scenes.stage import Scenes, Stage

_WORDS = ("プロジェクト暁", "ロック", "Falcon", "M&A", "値上げ", "AX-9", "光子計画", "cat")
_ON = Settings(checks={"keyword": {"warning": [*_WORDS]}})

_SAID = (
    ("プロジェクト暁の進捗をご報告します。", "The Falcon schedule is ready."),
    ("ロックの件は未公表です。", "Falcon is not public yet."),
    ("ＦＡＬＣＯＮの試作は順調です。", "We will build falcon in spring."),
    ("Ｍ＆Ａの候補先を3社に絞りました。", "The M&A talks go on."),
    ("来春の値上げを検討しています。", "The AX-9 will cost more."),
    ("新型のAX-9は3月に発売します。", "AX-9 comes in March."),
    ("「光子計画」については内密に願います。", 'About "Falcon": please keep it quiet.'),
    ("ﾛｯｸの資料は別途お送りします。", "The FALCON team will call you."),
    ("CAT の仕様を変更しました。", "Cat, our new engine, is late."),
    ("プロジェクト\n暁のメンバーは以下の通りです。", "The M&A\nadvisers will join us."),
)  # fmt: skip
_NEAR = (
    ("ブロック塀の工事の件です。", "Mr. Falconer will join us."),
    ("ロックウール断熱材の見積をお願いします。", "The category list has changed."),
    ("クロックの周波数を確認してください。", "Please check the location of the site."),
    ("暁町の現場に伺います。", "Falconry is our hobby."),
    ("AX-90の在庫を確認しました。", "The AX-95 is in stock."),
    ("BAX-9型の図面を拝見しました。", "The MAX-9 drawing is fine."),
    ("Education向けのcatalogをお送りください。", "Please send us the catalogue."),
    ("値下げのお願いです。", "Could you lower the price?"),
    ("JavaScriptのconcatで連結しています。", "We use concat for it."),
    ("M&Aro社との打合せの件です。", "PM&A Ltd. will be there."),
)  # fmt: skip


def _said(s: Stage, texts: tuple[tuple[str, str], ...] = _SAID) -> str:
    s.settings = _ON
    return s.say(*texts[s.number % len(texts)])


def _in_the_text(s: Stage) -> Letter:
    return s.mail(_said(s))


def _in_the_subject(s: Stage) -> Letter:
    return s.mail(subject=_said(s).replace("\n", ""))


def _in_a_file(s: Stage) -> Letter:
    return s.mail(
        attachments={"資料.docx": a_document("資料", [_said(s).replace("\n", ""), "以上"])}
    )


def _in_its_name(s: Stage) -> Letter:
    name = s.say("プロジェクト暁_計画.docx", "Falcon plan.docx")
    s.settings = _ON
    return s.mail(attachments={name: a_document("資料", ["以上"])})


def _near(s: Stage) -> Letter:
    return s.mail(_said(s, _NEAR))


def _near_in_a_file(s: Stage) -> Letter:
    return s.mail(attachments={"資料.docx": a_document("資料", [_said(s, _NEAR), "以上"])})


def _inside(s: Stage) -> Letter:
    return s.mail(_said(s), to=(s.colleague,))


SCENES = {
    "keyword": Scenes(
        (_in_the_text, _in_the_subject, _in_a_file, _in_its_name), (_near, _near_in_a_file, _inside)
    ),
}
