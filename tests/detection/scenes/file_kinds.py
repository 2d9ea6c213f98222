"""Files that are too large, locked, dangerous, or not what they say."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.content.compounds import a_compound
from tests.content.pdfs import a_pdf
from tests.detection.documents import a_document, a_locked_zip, a_workbook, a_zip
from tests.detection.letters import Letter
from tests.detection.paper import a_paper
from tests.detection.scenes.office import a_locked_pdf, a_locked_workbook, a_photo
from tests.detection.scenes.stage import Scenes, Stage

File = tuple[str, Callable[[], bytes]]

_MEGA = 1_000_000


def _with(s: Stage, files: Mapping[str, bytes], text: str = "") -> Letter:
    said = text or s.say("ファイルを添付いたします。", "Please find the file attached.")
    return s.mail(said, attachments=files)


def _one(s: Stage, name: str, octets: bytes) -> Letter:
    return _with(s, {name: octets})


# attachment-large ----------------------------------------------------------------------------


def _bulk(s: Stage, megabytes: float) -> bytes:
    """A drawing of this size."""
    return b"AC1032" + random.Random(s.number).randbytes(int(megabytes * _MEGA) - 6)


def _a_large_drawing(s: Stage) -> Letter:
    return _one(s, "配置図.dwg", _bulk(s, 11 + s.number % 4))


def _many_photos(s: Stage) -> Letter:
    """None of them is large."""
    text = s.say("現場の写真をお送りします。", "The pictures of the site:")
    return _with(s, {f"DSC0{n}.JPG": a_photo() + bytes(3 * _MEGA) for n in range(4)}, text)


def _a_drawing(s: Stage) -> Letter:
    return _one(s, "配置図.dwg", _bulk(s, 2 + s.number % 4))


def _nine_megabytes(s: Stage) -> Letter:
    return _one(s, "カタログ.zip", _bulk(s, 9))


def _some_small_ones(s: Stage) -> Letter:
    return _with(s, {f"資料{n}.docx": a_document("資料", ["概要"]) for n in range(6)})


# attachment-unreadable -----------------------------------------------------------------------

_LOCKED: Mapping[str, Callable[[], bytes]] = {
    "設計書.zip": lambda: a_locked_zip("設計書.txt", b"text", "x7Kp2m9Q"),
    "原価表.xlsx": a_locked_workbook,
    "契約書.pdf": lambda: a_locked_pdf("x7Kp2m9Q"),
    "議事録.docx": lambda: a_document("議事録", ["出席者"])[:900],
    "図面一式.rar": lambda: b"Rar!\x1a\x07\x01\x00" + bytes(300),
    "資料.7z": lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(200)),
    "名簿.zip": lambda: a_zip({"中.zip": a_locked_zip("名簿.csv", b"a,b", "x7Kp2m9Q")}),
    "一太郎文書.jtd": lambda: a_compound(
        {"DocumentText": bytes(500), "JSRV_SegmentInformation": b"x"}
    ),
    "手順書.doc": lambda: a_compound({"WordDocument": bytes(5000), "1Table": bytes(100)}),
}
_OPEN: Mapping[str, Callable[[], bytes]] = {
    "設計書.zip": lambda: a_zip({"設計書.docx": a_document("設計書", ["概要"])}),
    "原価表.xlsx": lambda: a_workbook({"表": [["品名", "単価"], ["A", "850"]]}),
    "契約書.pdf": lambda: a_pdf("Contract", "Second page"),
    "議事録.docx": lambda: a_document("議事録", ["出席者", "決定事項"]),
    "写真.jpg": a_photo,
    "一覧.csv": lambda: "品番,数量\r\nA-1,10\r\n".encode("cp932"),
    "ログ.txt": lambda: b"2026-11-02 10:00:00 start\r\n",
    "提案.pptx": lambda: a_paper("提案.pptx", ["ご提案", "日程"]),
    "予定.ics": lambda: b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    b"DTSTART:20261201T010000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "名刺.vcf": lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Taro\r\nEND:VCARD\r\n",
    "画面.png": lambda: b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
        "0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
        "0000000049454e44ae426082"
    ),
    "設定.xml": lambda: b'<?xml version="1.0"?><a><b>1</b></a>',
    "データ.json": lambda: b'{"a": 1}',
}  # fmt: skip


def _locked(s: Stage) -> Letter:
    name = list(_LOCKED)[s.number % len(_LOCKED)]
    return _one(s, name, _LOCKED[name]())


def _open(s: Stage) -> Letter:
    name = list(_OPEN)[s.number % len(_OPEN)]
    return _one(s, name, _OPEN[name]())


# attachment-dangerous ------------------------------------------------------------------------

_PROGRAMS = (
    "setup.exe", "更新ツール.exe", "起動.bat", "macro.vbs", "install.msi", "見積書.pdf.exe", "cleanup.cmd",
    "画面.scr", "設定.reg", "show.hta", "batch.ps1", "tool.jar", "開く.lnk", "script.js", "addin.xll",
    "driver.dll", "help.chm", "app.apk",
)  # fmt: skip
_HARMLESS = (
    "setup手順.docx", "exe一覧.xlsx", "report.com.pdf", "bat調査.docx", "一覧.csv", "現場.jpg", "v1.2.exe仕様.pdf",
    "計算.xlsm", "メモ.txt", "www.own.example.pdf", "抽出.sql", "解析.py", "style.css", "集計.xls",
    "図面.dxf", "音声.m4a", "README.md", "予定.ics",
)  # fmt: skip
_EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(120) + b"PE\x00\x00" + bytes(200)


def _a_program(s: Stage) -> Letter:
    name = _PROGRAMS[s.number % len(_PROGRAMS)]
    is_binary = name.endswith((".exe", ".scr", ".dll"))
    return _one(s, name, _EXECUTABLE if is_binary else b"@echo off\r\necho hello\r\n")


def _packed(s: Stage) -> Letter:
    name = _PROGRAMS[(s.number * 5) % len(_PROGRAMS)]
    is_binary = name.endswith((".exe", ".scr", ".dll"))
    return _one(s, "ツール.zip", a_zip({
        "手順.txt": b"1. open", name: _EXECUTABLE if is_binary else b"@echo off\r\n",
    }))  # fmt: skip


def _no_program(s: Stage) -> Letter:
    name = _HARMLESS[s.number % len(_HARMLESS)]
    return _one(s, name, _harmless(name))


def _harmless(name: str) -> bytes:
    ending = name.rpartition(".")[2]
    if ending in {"docx", "xlsx", "pdf"}:
        return a_paper(name, ["一覧", "内容"])
    if ending == "jpg":
        return a_photo()
    if ending == "xlsm":
        return a_workbook({"計算": [["a", "1"]]})
    if ending == "xls":
        return a_compound({"Workbook": bytes(5000)})
    return b"a,b\r\n1,2\r\n"


def _packed_papers(s: Stage) -> Letter:
    return _one(s, "資料一式.zip", a_zip({
        "手順.docx": a_document("手順", ["開く"]), "一覧.csv": b"a,b\r\n",
    }))  # fmt: skip


def _spoken_of(s: Stage) -> Letter:
    text = s.say(
        "setup.exe を実行のうえ、install.bat は削除してください。手順書を添付します。",
        "Run setup.exe first, then delete install.bat. The manual is attached.",
    )
    return _with(s, {"手順書.docx": a_document("手順書", ["実行"])}, text)


# attachment-type-mismatch --------------------------------------------------------------------

_DISGUISED: tuple[File, ...] = (
    ("議事録.pdf", lambda: a_document("議事録", ["内容"])),
    ("請求書.pdf", lambda: _EXECUTABLE),
    ("一覧.docx", lambda: a_workbook({"一覧": [["a", "1"]]})),
    ("写真.jpg", lambda: a_pdf("Scan")),
    ("図面.xlsx", lambda: a_pdf("Drawing")),
    ("資料.txt", lambda: a_zip({"資料.docx": a_document("資料", ["内容"])})),
    ("明細.csv", lambda: a_workbook({"明細": [["a", "1"]]})),
    ("画面.pdf", a_photo),
    ("ロゴ.png", lambda: _EXECUTABLE),
    ("報告.pptx", lambda: a_document("報告", ["内容"])),
)
_AS_IT_SAYS: tuple[File, ...] = (
    ("議事録.PDF", lambda: a_pdf("Minutes")),
    ("写真.jpeg", a_photo),
    ("写真.JPG", a_photo),
    ("一覧.csv", "品番,数量\r\nA-1,10\r\n".encode),
    ("一覧.txt", "\ufeff議事録\r\n".encode),
    ("計算.xlsm", lambda: a_workbook({"計算": [["a", "1"]]})),
    ("雛形.dotx", lambda: a_document("雛形", ["内容"])),
    ("集計.xls", lambda: a_compound({"Workbook": bytes(5000)})),
    ("出力.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    ("受注", lambda: b"A001,10\r\n"),
    ("設定.config", lambda: b"<configuration/>"),
    ("データ.dat", lambda: b"\x00\x01\x02" * 50),
    ("写真.zip", lambda: a_zip({"写真.jpg": a_photo()})),
    ("図面.jww", lambda: b"JwwData." + bytes(200)),
    ("図面.dwg", lambda: b"AC1032" + bytes(200)),
    ("ログ.log", lambda: b"2026-11-02 10:00 start\r\n"),
    ("本.epub", lambda: a_zip({"mimetype": b"application/epub+zip"})),
    ("手順書.doc", lambda: b"{\\rtf1\\ansi text}"),
)


def _disguised(s: Stage) -> Letter:
    name, octets = _DISGUISED[s.number % len(_DISGUISED)]
    return _one(s, name, octets())


def _as_it_says(s: Stage) -> Letter:
    name, octets = _AS_IT_SAYS[s.number % len(_AS_IT_SAYS)]
    return _one(s, name, octets())


_ALSO = "attachment-unreadable attachment-dangerous attachment-type-mismatch"

SCENES = {
    "attachment-large": Scenes(
        (_a_large_drawing, _many_photos),
        (_a_drawing, _nine_megabytes, _some_small_ones),
        (),
        _ALSO,
    ),
    "attachment-unreadable": Scenes(
        (_locked,), (_open,), (), "attachment-type-mismatch attachment-dangerous"
    ),
    "attachment-dangerous": Scenes(
        (_a_program, _packed),
        (_no_program, _packed_papers, _spoken_of),
        (),
        "attachment-unreadable attachment-type-mismatch",
    ),
    "attachment-type-mismatch": Scenes(
        (_disguised,), (_as_it_says,), (), "attachment-unreadable attachment-dangerous"
    ),
}
