"""Words around names: honorifics, titles, departments, roles, company forms."""

from __future__ import annotations

import re
from collections.abc import Iterable


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HONORIFICS = _words("様方 様 さま サマ さん サン 殿 どの 先生 氏 くん 君 ちゃん")

TITLES = _words(
    """
代表取締役社長 代表取締役会長 代表取締役副社長 代表取締役専務 代表取締役 取締役社長 取締役会長
専務取締役 常務取締役 社外取締役 取締役 執行役員 代表社員 代表理事 専務理事 常務理事 理事長
副理事長 理事 監査役 監事 名誉会長 副会長 会長 副社長 社長 専務 常務 代表 役員 顧問 相談役
副本部長 本部長 事業部長 統括部長 担当部長 副部長 部長代理 部長補佐 次長 部長 支社長 支店長
営業所長 事業所長 センター長 工場長 研究所長 所長 副所長 副工場長 室長 副室長 課長代理 課長補佐
担当課長 副課長 課長 係長 主任 主査 主事 主幹 参事 班長 班員 リーダー マネージャー マネジャー
マネージャ ディレクター プロデューサー チーフ 店長 副店長 院長 副院長 園長 学長 校長 副校長 教頭
教授 准教授 助教 講師 局長 副局長 事務局長 事務長 館長 弁護士 税理士 会計士 公認会計士 司法書士
行政書士 弁理士 社労士 医師 町長 村長 市長 知事 議員 部長職 担当 ご担当 御担当
"""
)
_ENGLISH_TITLES = frozenset(
    _words(
        """
ceo cfo coo cto director dr esq jr madam manager md miss mr mrs ms mx phd president prof
professor sir sr
"""
    )
)

COMPANY_FORMS = _words(
    """
株式会社 有限会社 合同会社 合資会社 合名会社 一般社団法人 公益社団法人 社団法人 一般財団法人
公益財団法人 財団法人 社会福祉法人 医療法人社団 医療法人財団 医療法人 学校法人 宗教法人
特定非営利活動法人 NPO法人 国立大学法人 地方独立行政法人 独立行政法人 弁護士法人 税理士法人
司法書士法人 行政書士法人 社会保険労務士法人 監査法人 農事組合法人 協同組合 相互会社
(株) (有) (同) (資) (名) (社) (財) (医) (学) (福)
"""
)

# What ends the name of a part of a company; a person's name ends so only in the tables.
_PARTS = _words(
    """
本部 事業部 総務部 営業部 開発部 技術部 人事部 経理部 法務部 広報部 企画部 製造部 購買部 室 局
チーム グループ センター 部門 ユニット ディビジョン 事務所 事務局 支店 支社 本社 本店 営業所
出張所 工場 研究所 委員会 窓口 デスク サポート カスタマー 店舗 売店 営業 総務 経理 人事 法務
広報 購買 採用 受付 秘書
"""
)

_COMPANIES = _words(
    """
商事 商会 商店 工業 産業 興業 鉱業 建設 工務店 組合 製作所 製薬 製紙 製鉄 製鋼 重工 化学 化成
薬品 電機 電気 電器 電子 電工 電力 電鉄 鉄道 航空 運輸 運送 物流 倉庫 海運 通運 通商 貿易 物産
食品 飲料 酒造 水産 農園 牧場 銀行 信用金庫 信金 証券 保険 生命 損保 不動産 住宅 ホーム ハウス
印刷 出版 新聞社 新聞 放送 書店 書房 大学 大学院 高校 高等学校 中学校 小学校 学園 学院 幼稚園
保育園 病院 医院 クリニック 薬局 歯科 市役所 区役所 町役場 県庁 都庁 府庁 協会 連盟 連合会 財団
機構 法律事務所 会計事務所 特許事務所 税理士事務所 ホールディングス グループ システム システムズ
ソリューション ソリューションズ サービス テクノロジー テクノロジーズ テクノ エンジニアリング
コーポレーション カンパニー インターナショナル ジャパン エレクトロニクス マテリアル マテリアルズ
ケミカル フーズ ファーマ メディカル デザイン パートナーズ コンサルティング エージェンシー
プロダクション ネットワーク ネットワークス ソフトウェア ソフト ラボ 本舗 屋本店 社
"""
)

_GENERIC = frozenset(
    _words(
        """
お取引先 お客 お得意 お申込者 お相手 ご一同 ご出席者 ご利用者 ご参加者 ご契約者 ご家族 ご担当
ご担当者 ご本人 ご責任者 ご遺族 ご関係者 みな みんな オーナー ゲスト スタッフ パートナー
メンバー ユーザ ユーザー 一同 代理店 会員 住民 保護者 先方 入居者 全員 出席者 利用者 参加者
受講者 各位 幹事 役員 御客 御担当 御担当者 応募者 担当 担当者 採用担当 採用担当者 株主 皆 皆々
社員 管理者 組合員 職員 読者 販売店 責任者 部員 関係 関係者
"""
    )
)
_GENERIC_ENDS = _words(
    """
担当 担当者 関係者 各位 皆 みな 一同 お客 取引先 責任者 参加者 会員 株主 オーナー ユーザ
ユーザー
"""
)

_ROLES = frozenset(
    _words(
        """
abuse account accounting accounts admin administrator agency all announce announcements billing
board booking bounce bounces branch care career careers center centre ceo club committee
community compliance contact contacts council crew customer customers delivery demo desk dev
developers development digest director discuss discussion eigyo eigyobu eigyou engineering event
events everyone export factory feedback finance forum fukuoka global group gyomu gyoumu head
help helpdesk helpers hinkan hinsho hiroshima hisho homu honsha hostmaster houmu hq hr import
info information invoice invoices it japan jimu jimukyoku jinji jobs jp kaihatsu kanri keiri
kikaku kobai kobe koho koubai kouhou kyoto legal list lists listserv logistics madoguchi mail
mailbox mailing main majordomo manager marketing master media member members nagoya net news
newsletter newsletters noreply office ops order orders osaka otoiawase owner partner partners
payment payments plant postmaster pr president press privacy procurement project purchase
purchasing qa qc quality reception recruit recruiting reply request reservation reservations
reserve root saiyo saiyou sales sapporo school secretary security seisan seizo seminar sendai
service services shacho shachou shipping shisha shiten shop somu soumu staff store subscribe
support system systems talk team tech technical test toiawase tokyo trade uketsuke user users
web webmaster yokohama
"""
    )
)


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


_TITLES = frozenset(TITLES)
_FORM = re.compile(_one_of(COMPANY_FORMS))
_PART_END = re.compile(rf"(?:{_one_of(_PARTS)}|.部|.係|[^一二三四五六七八九十]課)\Z")
_COMPANY_END = re.compile(rf"(?:{_one_of(_COMPANIES)})\Z")
_GENERIC_END = re.compile(rf"(?:{_one_of(_GENERIC_ENDS)})\Z")
_HONORIFIC_END = re.compile(rf"(?<=\S)\s*(?:{_one_of(HONORIFICS)})\Z")
_SAN_END = re.compile(r"[-\s](?:san|sama|sensei)\Z", re.IGNORECASE)


def without_honorific(name: str) -> str:
    """`name` without 様, さん, -san … at its end."""
    return _SAN_END.sub("", _HONORIFIC_END.sub("", name.strip()))


def is_title(word: str) -> bool:
    """Whether it is a title in a company: 部長, CEO."""
    return word in _TITLES or word.casefold().rstrip(".") in _ENGLISH_TITLES


def has_company_form(word: str) -> bool:
    """Whether 株式会社 or its like stands in it."""
    return bool(_FORM.search(word))


def without_form(word: str) -> str:
    """`word` without 株式会社 and its like."""
    return _FORM.sub("", word)


def is_company_like(word: str) -> bool:
    """Whether its end is one that companies' names have: 商事, 製作所, 銀行 …"""
    return has_company_form(word) or (len(word) > 2 and bool(_COMPANY_END.search(word)))


def is_department(word: str) -> bool:
    """Whether it is a part of a company: 営業部, 大阪支店, サポートセンター."""
    return len(word) > 1 and bool(_PART_END.search(word))


def is_generic(word: str) -> bool:
    """Whether it speaks to nobody in particular: ご担当者, 皆, お客."""
    return word in _GENERIC or bool(_GENERIC_END.search(word))


def is_role(word: str) -> bool:
    """Whether it is a role in an address: info, sales."""
    return word.casefold() in _ROLES
