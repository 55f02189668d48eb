"""The words of bylines and datelines, by language. Tables only; `byline` and `names` read them."""

import re

# What may stand before a name. Those that are also everyday words need a capitalised name after them.
BY = (
    # en
    "written by|posted by|published by|reported by|story by|words by|text by|article by|review by|recipe by"
    "|interview by|analysis by|author posted by|reviewed by|authored by|by"
    # de, nl
    "|von|text von|eingestellt von"
    "|ein artikel von|ein beitrag von|eine analyse von|ein kommentar von|geschrieben von|verfasst von"
    "|door|geschreven door|tekst|autorin|autoren"
    # fr
    "|par|écrit par|rédigé par|publié par|propos recueillis par|auteure?|auteurs"
    # es, pt, it, ro, ca
    "|por|escrito por|publicado por|redactado por|texto de|autora?|autores|di|a cura di|scritto da|pubblicato da"
    "|autore|autrice"
    "|scris de|publicat de|per"
    # pl, cs, ru, uk
    "|autorka|autorzy|przez|opracował|opracowała|napisał|napisała|tekst|napsal|napsala"
    "|автор|авторы|автор текста|текст|автори|подготовил|подготовила"
    # sv, no, da, fi, tr, hu, id, vi, el
    "|av|af|text|skriven av|skrevet av|kirjoittaja|teksti|yazan|yazar|yazarı|haber|muhabir|írta|szerző|oleh|penulis"
    "|ditulis oleh"
    "|tác giả|συντάκτης|γράφει ο|γράφει η"
    # fa, ar, zh, ja, ko
    "|نویسنده|به قلم|گزارش از|خبرنگار"
    "|بقلم|كتب|كتبت|الكاتب|الكاتبة|بواسطة|تأليف|المؤلف|作者|记者|記者|撰文|文|作者名|著者|執筆|筆者|執筆者|取材・文|ライター|글|작성자|기자|글쓴이"
    # labels
    "|author|authors|writer|writers|auteur|autor|reporter"
)
COLON_ONLY = frozenset(
    "autor autora autores autorin autoren auteur auteure auteurs autore autrice author authors writer writers"
    " text tekst texto teksti"
    " reporter haber yazar автор авторы автори текст per 文 글 기자 كتب autorzy autorka".split()
)
"""Of these, the ones that stand before a name only with a colon or a slash."""
BY_STARTS = frozenset(
    form
    for phrase in BY.split("|")
    for word in phrase.split()[:1]
    for form in (word.rstrip("?"), re.sub(r".\?", "", word))
)
"""The first word of each, with the letters that may be left out and without them."""
PREFIX = re.compile(rf"(?:{BY})(?:\s*[:：/／﹕]\s*|\s+)(?=\S)", re.IGNORECASE)
UNSPACED_PREFIX = re.compile(
    r"(?:本报记者|本報記者|新华社记者|记者|記者|作者|撰文|執筆|著者|筆者|文)\s*[:：/／\s]?\s*(?=[\u3040-\u30ff\u4e00-\u9fff])"
)
UNSPACED_SUFFIX = re.compile(
    r"^([\uac00-\ud7a3]{2,4})\s?(?:선임|수습|인턴|특파원)?\s?기자(?:\s*\(?[\w.]+@[\w.]+\)?)?$|^([\u3005\u4e00-\u9fff]{2,5})\s?(?:記者"
    r"|记者)$"
)

MODIFIED = re.compile(
    r"\b(?:last\s)?(?:updated|modified|edited|revised|upd|aktualisiert|geändert|stand|mis à jour|modifié"
    r"|mise à jour|maj|actualizad[oa]"
    r"|modificado|atualizad[oa]|modificad[oa]|aggiornat[oa]|modificato|bijgewerkt|gewijzigd|aktualizacja"
    r"|zaktualizowan[oy]|aktualizováno"
    r"|обновлен[оа]|обновлён|изменен[оа]?|оновлено|güncellen[a-zşıi]+|güncelleme|uppdaterad|opdateret|oppdatert"
    r"|päivitetty|frissítve"
    r"|actualizat|diperbarui|cập nhật)\b|更新|最終更新|수정|업데이트|تحديث|عدّل",
    re.IGNORECASE,
)
PUBLISHED = frozenset(
    "published posted created written released issued publication"
    " veröffentlicht erschienen erstellt eingestellt gepubliceerd geplaatst publié publiée posté paru"
    " publicado publicada publicación publicação postado pubblicato pubblicata opublikowano opublikowane dodano"
    " опубликовано опубликована опубликован размещено yayın yayınlanma yayınlandı publicerad publiceret publisert"
    " julkaistu publikováno megjelent diterbitkan đăng نشر انتشار 입력 등록 게시".split()
)
UNSPACED_PUBLISHED = ("发布", "发表", "發布", "發佈", "發表", "公開", "投稿", "掲載")
# Words of a dateline that are not a name: labels before a date, small words that join it to the byline, weekdays.
LABEL = (
    r"(?:first\s|originally\s|last\s|date\s|article\s|post\s)?(?:published|posted|updated|modified|edited|revised"
    r"|created|written|released|issued|added"
    r"|date|on|at|as of|in|the|upd|pub|last|from"
    r"|veröffentlicht|erschienen|aktualisiert|zuletzt|geändert|stand|datum|erstellt|am|vom|um|uhr|und"
    r"|publié|publiée|mis à jour|mise à jour|modifié|modifiée|maj|le|à|posté|date de publication|créé|et"
    r"|publicado|publicada|actualizado|actualizada|modificado|fecha|el|a las|última actualización|creado|en|y"
    r"|atualizado|atualizada|em|às|postado|data|última atualização|e"
    r"|pubblicato|pubblicata|aggiornato|aggiornata|ultimo aggiornamento|ultima modifica|il|alle|ore"
    r"|gepubliceerd|geplaatst|bijgewerkt|gewijzigd|laatst|op|om|geupdatet"
    r"|opublikowano|opublikowane|data publikacji|aktualizacja|zaktualizowano|dodano|dnia|data|godz|ostatnia"
    r"|utworzono|publikacja|r"
    r"|опубликовано|опубликована|обновлено|дата|дата публикации|размещено|добавлено|изменено|последнее|обновление|в"
    r"|г|года|оновлено"
    r"|yayınlanma|yayın|tarihi|tarih|güncelleme|güncellenme|son|giriş|yayınlandı|eklenme|saat"
    r"|تاریخ انتشار|انتشار|منتشر شده|به‌روزرسانی|تاریخ"
    r"|نشر|تم النشر|تاريخ|تاريخ النشر|النشر|آخر تحديث|تحديث|في|بتاريخ|نُشر|نشرت"
    r"|发布|发表|发布时间|发布于|时间|日期|更新|更新时间|發布|發佈|發表|時間|於|于|发布日期|最后更新|最近更新|來源|来源"
    r"|公開|公開日|更新日|最終更新|最終更新日|投稿日|投稿|掲載|配信|作成日|作成|発行日"
    r"|입력|등록|수정|게시|작성|작성일|최종수정|승인|기사입력|기사수정|업데이트|발행|등록일|게시일|날짜"
    r"|publicerad|uppdaterad|publiceret|opdateret|publisert|oppdatert|julkaistu|päivitetty|publikováno"
    r"|aktualizováno|vydáno"
    r"|megjelent|frissítve|publicat|actualizat|diterbitkan|dipublikasikan|diperbarui|đăng|cập nhật|den|d|kl"
    r"|by|von|par|por|di|da|door|av|af|przez"
    r"|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sonnabend"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|segunda(?:-feira)?|terça(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?|lunedì|martedì"
    r"|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|poniedziałek|wtorek|środa|czwartek|piątek|sobota"
    r"|niedziela"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|pazartesi|salı|çarşamba|perşembe|cuma"
    r"|cumartesi|pazar"
    r"|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|星期[一二三四五六日天]|周[一二三四五六日]|[月火水木金土日]曜?日?"
    r"|[월화수목금토일]요?일?"
    r"|utc|gmt|edt|est|cet|cest|bst|pdt|pst|ist|et|pt|ct|jst|kst|msk)"
)
# Atomic and possessive: labels that begin other labels would else be tried in every combination.
LABELS_ONLY = re.compile(
    rf"(?>{LABEL}(?![^\W\d_\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3])[\s:：.,()（）\[\]-]*)*+", re.IGNORECASE
)
# Possessive: a space that could belong to two labels must not be tried for both.
TRAILING_LABELS = re.compile(rf"(?:[\s,]++(?:{LABEL})\b(?:\s*+:)?)++$", re.IGNORECASE)

UNIT = (
    r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|h|m|d|w|mo|yr?s?|sekunden?|minuten?"
    r"|stunden?|tage?n?|wochen?|monate?n?|jahre?n?"
    r"|secondes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?"
    r"|dias|m[eê]s|anos?"
    r"|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|uur|uren|dagen|dag|weken|week|maand(?:en)?|jaar"
    r"|godzin[yę]?|minut[yę]?|dni|dzień|tygodni[ea]?"
    r"|минут[уы]?|час(?:а|ов)?|дн(?:я|ей)|день|недел[юиь]|месяц(?:а|ев)?|лет|года?|dakika|saat|gün|hafta|ay|yıl"
    r"|timmar|timer|dagar|dage)"
)
ONE = "an?|one"
AGO = "ago|geleden|temu|назад|önce|fa|atrás|sedan|siden|sitten"
BEFORE_SPAN = "vor|il y a|hace|há|fa|przed|för"
DAY = (
    "yesterday|today|gestern|heute|hier|aujourd'hui|ayer|hoy|ieri|oggi|gisteren|vandaag|wczoraj|dzisiaj|вчера|сегодня"
    "|dün|bugün"
)
RELATIVE = re.compile(
    rf"\b(?:{ONE}|\d{{1,3}})\s?{UNIT}\s(?:{AGO})\b"
    rf"|\b(?:{BEFORE_SPAN})\s(?:ein(?:em|er)?|une?|una?|\d{{1,3}})\s{UNIT}\b"
    r"|\d{1,3}\s?(?:秒|分钟?|分鐘|小时|小時|時間|天|日|週間?|周|个月|ヶ月|か月|年)\s?[前]|\d{1,3}\s?(?:초|분|시간|일|주|개월|년)\s?전"
    rf"|منذ\s(?:\d{{1,3}}\s)?[^\W\d_]{{3,8}}|^(?:{DAY})\b",
    re.IGNORECASE,
)
RELATIVE_IN_ASCII = tuple(phrase for phrase in f"{AGO}|{BEFORE_SPAN}|{DAY}".split("|") if phrase.isascii())
"""One of these is in every relative date of ASCII: a cheap look before the expression."""
ASCII_STARTS = frozenset(
    start
    for phrase in f"{BY}|{ONE}|{BEFORE_SPAN}|{DAY}".split("|")
    # Where case does not count, `i` and the Turkish letter without a dot are one; of `an?` only the first is sure.
    if (start := phrase.replace("ı", "i")[: 1 if phrase == "an?" else 2]).isascii()
)
"""With one of these begins a line of ASCII that begins with a word for a byline or with a relative date in letters."""
NOISE = re.compile(
    r"\b(?:(?:estimated\s)?reading time|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura"
    r"|tempo de leitura|leestijd|czas czytania|время чтения)"
    r"\s?:?\s?(?:ca\.\s)?\d{0,3}(?:\s?min(?:ute)?[ns]?)?\b|\b\d{1,3}[\s-]?(?:min(?:ute)?s?|мин\w*|dk"
    r"|分)\.?\s?(?:read|lesezeit|de lecture|de lectura|di lettura|de leitura"
    r"|lezen|leestijd|czytania|чтения|okuma)?\b|\b\d[\d,.]{0,6}[kK]?\s(?:comments?|kommentare?|commentaires?"
    r"|comentarios?|commenti|views|shares|likes|reads)\b"
    r"|\b(?:leave a|no|add a) comments?\b|\d{1,3}\s?分で読めます|\bcomments? off\b",
    re.IGNORECASE,
)
NOISE_WORDS = ("time", "zeit", "temps", "tiempo", "tempo", "tijd", "czas", "время", "comment")
"""A digit or one of these is in all of it."""
BARE_TIME = re.compile(
    r"(?<![\d:])[0-2]?\d[:.h][0-5]\d(?::[0-5]\d)?(?!\d)\s?(?:[ap]\.?m\.?\b|uhr\b|h\b)?(?:\s?(?:[A-Z]{2,4}T|UTC|GMT"
    r"|ET|PT)\b)?",
    re.IGNORECASE,
)
