"""Tools of the page, alone on their line: "Print this page", "E-mail this article", "Drucken".

They act on the page and are no part of it. It must not fire on prose ("Listen to your body"), nor on a bare word such
as "Print" or "Save" unless the block is wholly a link.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import block_matcher

THING = r"(?:article|page|story|post|recipe|news|document|entry|release)"
LENGTH = r"(?:\W+\d{1,3}(?::\d\d)?(?: ?min(?:ute)?s?\.?)?)?"
WORDING = {
    "en": (
        rf"print (?:this|the|full|whole)? ?{THING}|print(?:er)?[- ]friendly(?: (?:version|page|pdf))?",
        r"print (?:version|edition|this)|print,? pdf & e-?mail",
        rf"(?:e-?mail|send) (?:this|the)(?: {THING})?(?: to a (?:friend|colleague))?|e-?mail {THING}",
        rf"(?:e-?mail|send) (?:this |it )?to a friend|listen to (?:this|the) (?:{THING}|audio|audio version){LENGTH}",
        rf"listen to {THING}{LENGTH}|listen now{LENGTH}|hear this {THING}{LENGTH}|(?:save|bookmark) (?:this )?{THING}",
        r"save (?:for later|this|as pdf|to (?:my )?(?:reading list|favou?rites|pocket))|bookmark this",
        rf"add (?:this {THING} )?to (?:my )?(?:favou?rites|bookmarks|reading list)",
        rf"(?:remove )?from (?:favou?rites|bookmarks)|(?:view|save|download) (?:this {THING} )?as (?:a )?pdf",
        rf"cite this {THING}|(?:gift|give) this {THING}",
        r"(?:increase|decrease|reset|change|adjust|larger|smaller) (?:font|text)(?: size)?|(?:font|text) size|a ?a ?a",
        r"a[-–] ?a\+?|make text (?:smaller|larger|bigger)",
    ),
    "de": (
        r"(?:artikel|beitrag|seite|diese seite|diesen artikel|rezept) (?:aus)?drucken|druck(?:ansicht|version|en/pdf)",
        r"(?:als )?pdf (?:herunterladen|drucken|speichern)",
        (
            r"(?:artikel|beitrag|text) (?:anhören|vorlesen(?: lassen)?|merken|speichern|versenden"
            rf"|weiterempfehlen){LENGTH}"
        ),
        r"per e-?mail (?:senden|versenden|weiterleiten)|(?:auf die |zur )?merkliste(?: hinzufügen)?",
        r"schrift(?:größe| vergrößern| verkleinern)|seite (?:merken|empfehlen)",
    ),
    "fr": (
        r"imprimer (?:cet|cette|l['’]|la) ?(?:article|page)|version imprimable",
        r"envoyer (?:cet article|par (?:e-?mail|mail|courriel))",
        rf"(?:écouter|sauvegarder|enregistrer) (?:cet |l['’])?article{LENGTH}",
        r"ajouter (?:à (?:mes|vos) favoris|aux favoris)|taille du texte",
    ),
    "es": (
        r"imprimir (?:esta|este|la|el)? ?(?:artículo|página|noticia|nota)|versión (?:para )?imprimi(?:r|ble)",
        r"enviar (?:por correo|a un amigo)",
        rf"(?:escuchar|escucha|guardar|guarda) (?:este |esta |el |la )?(?:artículo|noticia|nota){LENGTH}",
        r"tamaño (?:de (?:la )?letra|del texto)",
    ),
    "pt": (
        r"imprimir (?:esta|este|a|o)? ?(?:artigo|página|notícia|matéria)|versão para impressão",
        r"enviar (?:a um amigo|para um amigo)",
        rf"(?:ouvir|ouça|salvar|guardar) (?:este |esta |o |a )?(?:artigo|notícia|matéria|texto){LENGTH}",
        r"tamanho d[ao] (?:letra|texto|fonte)",
    ),
    "it": (
        r"stampa (?:questo |questa |l['’]|la )?(?:articolo|pagina)|versione (?:stampabile|per la stampa)",
        rf"invia (?:a un amico|per e-?mail)|(?:ascolta|salva) (?:questo |l['’])?articolo{LENGTH}",
        r"dimensione (?:testo|carattere)|aggiungi ai preferiti",
    ),
    "nl": (
        r"(?:dit )?(?:artikel|pagina) (?:printen|afdrukken|opslaan|bewaren|mailen)|print (?:dit artikel|deze pagina)",
        r"printversie|bewaar (?:dit )?artikel",
        rf"(?:luister naar (?:dit|het) artikel|beluister (?:dit|het) artikel){LENGTH}|lettergrootte|stuur door",
        r"mail dit artikel",
    ),
    "pl": (
        r"(?:drukuj|wydrukuj) (?:artykuł|stronę)|wersja do (?:druku|wydruku)",
        rf"(?:wyślij|poleć) (?:znajomemu|e-?mailem|mailem)|(?:posłuchaj|odsłuchaj|zapisz)(?: tego)? artykułu?{LENGTH}",
        r"dodaj do (?:ulubionych|schowka|zakładek)|rozmiar (?:tekstu|czcionki)",
    ),
    "ru": (
        r"(?:распечатать|напечатать)(?: (?:статью|страницу|новость))?|версия для печати|для печати",
        r"отправить (?:по почте|другу|по e-?mail)",
        rf"(?:слушать|прослушать|сохранить)(?: (?:статью|новость|материал)){LENGTH}",
        r"(?:добавить )?в (?:закладки|избранное)|размер (?:шрифта|текста)",
    ),
    "tr": (
        r"(?:sayfayı|haberi|yazıyı) yazd[ıi]r|yazd[ıi]rılabilir (?:sürüm|sayfa)|e-?posta (?:ile )?gönder",
        rf"arkadaşına gönder|(?:haberi|makaleyi|yazıyı) (?:dinle|kaydet){LENGTH}|favorilere ekle|yazı boyutu",
    ),
    "zh": (
        r"(?:打印|列印)(?:本页|本頁|本文|此页|文章|页面|本稿)|(?:收藏|保存)(?:本文|本页|文章|此文|本站)",
        r"(?:收听|听)(?:本文|文章|全文)|字[号體体](?:大小)?[:：]?(?: ?[大中小]){0,3}|加入收藏|字号",
    ),
    "ja": (
        r"(?:この記事を|このページを|記事を|ページを)(?:印刷|保存|メールで送る|聴く|聞く|ブックマーク)(?:する)?",
        r"印刷(?:する|用ページ|用)|文字サイズ(?:変更|[:：].{0,6})?|お気に入り(?:に追加|登録)",
    ),
    "ko": (
        r"(?:기사|본문|페이지) ?(?:인쇄|프린트|저장|스크랩|듣기)(?:하기)?|인쇄하기",
        r"(?:글자|글씨|폰트) ?크기(?: ?(?:조절|변경|설정|키우기|줄이기))?|(?:이메일|메일)(?:로)? ?보내기",
        r"스크랩(?:하기)?",
    ),
    "ar": (
        r"(?:طباعة|اطبع) (?:المقال|الصفحة|الخبر|هذا المقال|هذه الصفحة)",
        r"(?:استمع|الاستماع) (?:إلى|الى) (?:المقال|الخبر|هذا المقال)",
        r"(?:أرسل|إرسال) (?:إلى صديق|بالبريد(?: الإلكتروني)?)|حجم الخط|نسخة للطباعة|(?:احفظ|حفظ) المقال",
    ),
    "cs": (r"(?:vytisknout|tisknout) (?:článek|stránku)|verze pro tisk|poslat (?:e-?mailem|známému)|uložit článek",),
    "sv": (
        r"skriv ut (?:artikeln|sidan|artikel)|utskriftsvänlig(?: version)?|lyssna på (?:artikeln|artikel)",
        r"spara (?:artikeln|artikel)|tipsa en vän",
    ),
    "id": (
        r"cetak (?:artikel|halaman|berita)|versi cetak|simpan artikel|dengarkan (?:artikel|berita)(?: ini)?",
        r"ukuran (?:font|teks)",
    ),
    "fa": (r"(?:چاپ|پرینت) (?:مطلب|خبر|صفحه)", r"نسخه (?:چاپی|قابل چاپ)", r"ارسال به دوستان", r"اندازه (?:متن|قلم)"),
}
LINKED = {
    "en": (r"print|pdf|save|saved|bookmark|listen|favou?rite|cite|download pdf|gift|more options",),
    "de": (r"drucken", r"merken", r"anhören", r"vorlesen", r"speichern", r"versenden", r"empfehlen"),
    "fr": (r"imprimer", r"écouter", r"enregistrer", r"sauvegarder", r"envoyer"),
    "es": (r"imprimir", r"escuchar", r"guardar", r"enviar"),
    "pt": (r"imprimir", r"ouvir", r"salvar", r"guardar", r"enviar"),
    "it": (r"stampa", r"ascolta", r"salva", r"invia"),
    "nl": (r"print(?:en)?", r"afdrukken", r"luister", r"bewaren", r"opslaan", r"bewaar"),
    "pl": (r"drukuj", r"wydrukuj", r"posłuchaj", r"zapisz"),
    "ru": (r"печать", r"слушать", r"сохранить"),
    "tr": (r"yazd[ıi]r", r"dinle", r"kaydet"),
    "zh": (r"打印", r"列印", r"收藏", r"朗读", r"保存"),
    "ja": (r"印刷", r"保存", r"ブックマーク"),
    "ko": (r"인쇄", r"프린트", r"저장", r"듣기", r"북마크"),
    "ar": (r"طباعة", r"اطبع", r"استمع", r"حفظ"),
    "cs": (r"tisk", r"vytisknout", r"uložit"),
    "sv": (r"skriv ut", r"lyssna", r"spara"),
    "id": (r"cetak", r"simpan", r"dengarkan"),
    "fa": (r"چاپ", r"ذخیره"),
}
MAX_CHARS = 60
matching = block_matcher(WORDING, LINKED, max_chars=MAX_CHARS)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but a tool."""
    if block.role == "code":
        return None
    why = matching(block)
    return Hit(block=block.index, why=f"page tool: {why}") if why else None


RULE = BlockRule(code="B005", name="page-tools", find=find, max_chars=MAX_CHARS, lines=(WORDING, LINKED))
