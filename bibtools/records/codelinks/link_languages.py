"""Words around links in other languages than English, as case-insensitive patterns."""

from __future__ import annotations


def _any(*alternatives: str) -> str:
    return "|".join(alternatives)


# What is code by its name, in words
CODE = _any(
    r"(?:quell|programm?|computer|bron)(?:code|text)[se]?",
    r"implementierung(?:en)?|implémentations?|implementaç(?:ão|ões)|implementaci[óo]n(?:es)?|implementazion[ei]|реализаци[яию]",
    r"c[óo]digos?|codici?e?|codul|codsurs[ăa]",
    r"(?:käll?|kilde|program)?kode?[nrt]*|(?:lähde|ohjelma)?koodi[nt]?",
    r"k[óo]d[uyůa]?|(?:forrás)?kód(?:ja|ok)?|kodlar[ıi]?",
    r"mã nguồn|(?:πηγαίος )?κώδικας?|исходник(?:и|ов)|код[аыу]?",
)
# and where words are not set apart.
CODE_UNSPACED = r"代码|源码|源代码|代碼|原始碼|程式碼|コード|코드"
WORK = r"programm|logiciels?|programmes?|programas?|программ[аы]|ohjelmisto"
DATA = _any(
    r"datens[aä]tze?|(?:jeux? de )?données|(?:conjuntos? de )?(?:datos|dados)|dati|данны[еx]",
    r"набор данных|dane|veri seti|aineisto|datasæt",
)
DATA_UNSPACED = r"数据集?|數據集?|资料集|データセット|データ|데이터셋?"
# What the work builds on, or others have made.
FOREIGN = _any(
    r"verwenden|benutz(?:en|ten)|basier(?:t|en|end) auf|beruh(?:t|en) auf|aufbauend auf|bau(?:t|en) auf"
    r"|original(?:code|implementierung)|inoffiziell\w*",
    r"utilisons|s['’]appu\w+ sur|(?:bas|fond)ée?s? sur|repos\w+ sur|d['’]après|non officiel\w*",
    r"usamos|utilizamos|usiamo|utilizziamo|basad[oa]s? en|basead[oa]s? em|basat[oa] su",
    r"si basa su|se basa en|se baseia em|no oficial",
    r"(?:code|c[óo]digo|codice) (?:source )?original\w*",
    r"использ(?:уем|уя|овали)|основан\w* на|на основе|оригинальн\w+|неофициальн\w+",
    r"adapt(?:ad[oa]s?|ée?s?|at[oa]|iert) (?:de|da|von|aus)|modifi(?:ée?s?|cad[oa]s?|cat[oa]|ziert) (?:de|da|von|aus)",
    r"bazuje na|opart\w+ na|założon\w+ na",
)
FOREIGN_UNSPACED = r"基于|基於|使用了|采用了|非官方|第三方|复现|原作者|に基づ|を用い|を使用|非公式|기반|비공식"
# What a link is called without a word of whose it is: "项目地址：".
NEUTRAL_LABEL = r"(?:(?:项目|開源|开源|仓库|リポジトリ|저장소)(?:地址|主页|仓库|链接|库)?)\s*[:：]\s*$"
