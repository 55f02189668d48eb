"""Tools of the page, alone on their line: "Print this page", "E-mail this article", "Listen to this article", "Drucken".

They act on the page and are no part of it. It must not fire on prose ("Listen to your body"), nor on a bare word such
as "Print" or "Save" unless the block is wholly a link.
"""

from pipeline.model import Block
from pipeline.rule import BlockRule, Hit
from pipeline.rules.wording import line_matcher

THING = r"(?:article|page|story|post|recipe|news|document|entry|release)"
LENGTH = r"(?:\W+\d{1,3}(?::\d\d)?(?: ?min(?:ute)?s?\.?)?)?"
WORDING = {
    "en": (
        rf"print (?:this|the|full|whole)? ?{THING}|print(?:er)?[- ]friendly(?: (?:version|page|pdf))?|print (?:version|edition|this)|print,? pdf & e-?mail",
        rf"(?:e-?mail|send) (?:this|the)(?: {THING})?(?: to a (?:friend|colleague))?|e-?mail {THING}|(?:e-?mail|send) (?:this |it )?to a friend",
        rf"listen to (?:this|the) (?:{THING}|audio|audio version){LENGTH}|listen to {THING}{LENGTH}|listen now{LENGTH}|hear this {THING}{LENGTH}",
        rf"(?:save|bookmark) (?:this )?{THING}|save (?:for later|this|as pdf|to (?:my )?(?:reading list|favou?rites|pocket))|bookmark this",
        rf"add (?:this {THING} )?to (?:my )?(?:favou?rites|bookmarks|reading list)|(?:remove )?from (?:favou?rites|bookmarks)",
        rf"(?:view|save|download) (?:this {THING} )?as (?:a )?pdf|cite this {THING}|(?:gift|give) this {THING}",
        r"(?:increase|decrease|reset|change|adjust|larger|smaller) (?:font|text)(?: size)?|(?:font|text) size|a ?a ?a|a[-–] ?a\+?|make text (?:smaller|larger|bigger)",
    ),
    "de": (
        r"(?:artikel|beitrag|seite|diese seite|diesen artikel|rezept) (?:aus)?drucken|druck(?:ansicht|version|en/pdf)|(?:als )?pdf (?:herunterladen|drucken|speichern)",
        rf"(?:artikel|beitrag|text) (?:anhören|vorlesen(?: lassen)?|merken|speichern|versenden|weiterempfehlen){LENGTH}|per e-?mail (?:senden|versenden|weiterleiten)",
        r"(?:auf die |zur )?merkliste(?: hinzufügen)?|schrift(?:größe| vergrößern| verkleinern)|seite (?:merken|empfehlen)",
    ),
    "fr": (
        r"imprimer (?:cet|cette|l['’]|la) ?(?:article|page)|version imprimable|envoyer (?:cet article|par (?:e-?mail|mail|courriel))",
        rf"(?:écouter|sauvegarder|enregistrer) (?:cet |l['’])?article{LENGTH}|ajouter (?:à (?:mes|vos) favoris|aux favoris)|taille du texte",
    ),
    "es": (
        r"imprimir (?:esta|este|la|el)? ?(?:artículo|página|noticia|nota)|versión (?:para )?imprimi(?:r|ble)|enviar (?:por correo|a un amigo)",
        rf"(?:escuchar|escucha|guardar|guarda) (?:este |esta |el |la )?(?:artículo|noticia|nota){LENGTH}|tamaño (?:de (?:la )?letra|del texto)",
    ),
    "pt": (
        r"imprimir (?:esta|este|a|o)? ?(?:artigo|página|notícia|matéria)|versão para impressão|enviar (?:a um amigo|para um amigo)",
        rf"(?:ouvir|ouça|salvar|guardar) (?:este |esta |o |a )?(?:artigo|notícia|matéria|texto){LENGTH}|tamanho d[ao] (?:letra|texto|fonte)",
    ),
    "it": (
        r"stampa (?:questo |questa |l['’]|la )?(?:articolo|pagina)|versione (?:stampabile|per la stampa)|invia (?:a un amico|per e-?mail)",
        rf"(?:ascolta|salva) (?:questo |l['’])?articolo{LENGTH}|dimensione (?:testo|carattere)|aggiungi ai preferiti",
    ),
    "nl": (
        r"(?:dit )?(?:artikel|pagina) (?:printen|afdrukken|opslaan|bewaren|mailen)|print (?:dit artikel|deze pagina)|printversie|bewaar (?:dit )?artikel",
        rf"(?:luister naar (?:dit|het) artikel|beluister (?:dit|het) artikel){LENGTH}|lettergrootte|stuur door|mail dit artikel",
    ),
    "pl": (
        r"(?:drukuj|wydrukuj) (?:artykuł|stronę)|wersja do (?:druku|wydruku)|(?:wyślij|poleć) (?:znajomemu|e-?mailem|mailem)",
        rf"(?:posłuchaj|odsłuchaj|zapisz)(?: tego)? artykułu?{LENGTH}|dodaj do (?:ulubionych|schowka|zakładek)|rozmiar (?:tekstu|czcionki)",
    ),
    "ru": (
        r"(?:распечатать|напечатать)(?: (?:статью|страницу|новость))?|версия для печати|для печати|отправить (?:по почте|другу|по e-?mail)",
        rf"(?:слушать|прослушать|сохранить)(?: (?:статью|новость|материал)){LENGTH}|(?:добавить )?в (?:закладки|избранное)|размер (?:шрифта|текста)",
    ),
    "tr": (
        r"(?:sayfayı|haberi|yazıyı) yazd[ıi]r|yazd[ıi]rılabilir (?:sürüm|sayfa)|e-?posta (?:ile )?gönder|arkadaşına gönder",
        rf"(?:haberi|makaleyi|yazıyı) (?:dinle|kaydet){LENGTH}|favorilere ekle|yazı boyutu",
    ),
    "zh": (r"(?:打印|列印)(?:本页|本頁|本文|此页|文章|页面|本稿)|(?:收藏|保存)(?:本文|本页|文章|此文|本站)|(?:收听|听)(?:本文|文章|全文)|字[号體体](?:大小)?[:：]?(?: ?[大中小]){0,3}|加入收藏|字号",),
    "ja": (r"(?:この記事を|このページを|記事を|ページを)(?:印刷|保存|メールで送る|聴く|聞く|ブックマーク)(?:する)?|印刷(?:する|用ページ|用)|文字サイズ(?:変更|[:：].{0,6})?|お気に入り(?:に追加|登録)",),
    "ko": (r"(?:기사|본문|페이지) ?(?:인쇄|프린트|저장|스크랩|듣기)(?:하기)?|인쇄하기|(?:글자|글씨|폰트) ?크기(?: ?(?:조절|변경|설정|키우기|줄이기))?|(?:이메일|메일)(?:로)? ?보내기|스크랩(?:하기)?",),
    "ar": (r"(?:طباعة|اطبع) (?:المقال|الصفحة|الخبر|هذا المقال|هذه الصفحة)|(?:استمع|الاستماع) (?:إلى|الى) (?:المقال|الخبر|هذا المقال)|(?:أرسل|إرسال) (?:إلى صديق|بالبريد(?: الإلكتروني)?)|حجم الخط|نسخة للطباعة|(?:احفظ|حفظ) المقال",),
    "cs": (r"(?:vytisknout|tisknout) (?:článek|stránku)|verze pro tisk|poslat (?:e-?mailem|známému)|uložit článek",),
    "sv": (r"skriv ut (?:artikeln|sidan|artikel)|utskriftsvänlig(?: version)?|lyssna på (?:artikeln|artikel)|spara (?:artikeln|artikel)|tipsa en vän",),
    "id": (r"cetak (?:artikel|halaman|berita)|versi cetak|simpan artikel|dengarkan (?:artikel|berita)(?: ini)?|ukuran (?:font|teks)",),
    "fa": (r"(?:چاپ|پرینت) (?:مطلب|خبر|صفحه)|نسخه (?:چاپی|قابل چاپ)|ارسال به دوستان|اندازه (?:متن|قلم)",),
}
LINKED = {
    "en": (r"print|pdf|save|saved|bookmark|listen|favou?rite|cite|download pdf|audio|gift|more options",),
    "de": (r"drucken|merken|anhören|vorlesen|speichern|versenden|empfehlen",),
    "fr": (r"imprimer|écouter|enregistrer|sauvegarder|envoyer",),
    "es": (r"imprimir|escuchar|guardar|enviar",),
    "pt": (r"imprimir|ouvir|salvar|guardar|enviar",),
    "it": (r"stampa|ascolta|salva|invia",),
    "nl": (r"print(?:en)?|afdrukken|luister|bewaren|opslaan|bewaar",),
    "pl": (r"drukuj|wydrukuj|posłuchaj|zapisz",),
    "ru": (r"печать|слушать|сохранить",),
    "tr": (r"yazd[ıi]r|dinle|kaydet",),
    "zh": (r"打印|列印|收藏|朗读|保存",),
    "ja": (r"印刷|保存|ブックマーク",),
    "ko": (r"인쇄|프린트|저장|듣기|북마크",),
    "ar": (r"طباعة|اطبع|استمع|حفظ",),
    "cs": (r"tisk|vytisknout|uložit",),
    "sv": (r"skriv ut|lyssna|spara",),
    "id": (r"cetak|simpan|dengarkan",),
    "fa": (r"چاپ|ذخیره",),
}
MAX_CHARS = 60
matching = line_matcher(WORDING, max_chars=MAX_CHARS)
matching_link = line_matcher(LINKED, max_chars=20)


def find(block: Block) -> Hit | None:
    """The whole block, if it is nothing but a tool."""
    if block.role == "code":
        return None
    why = matching(block.text)
    if why is None and block.link_density >= 0.9:
        why = matching_link(block.text)
    return Hit(block=block.index, why=f"page tool: {why}") if why else None


RULE = BlockRule(code="B005", name="page-tools", find=find)
