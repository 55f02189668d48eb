"""What is no article, and what stays one."""

import pytest

import pipeline
from pipeline.record import Kept

SENTENCE = "The river rose by two metres overnight, and the lower town was under water before anybody had woken up."
PARAGRAPHS = "".join(f"<p>{SENTENCE} Part {number} of what the mayor told us follows.</p>" for number in range(9))
CARD = """<li class="product-card"><a href="/p/{0}"><h3>Oak table no. {0}</h3></a><span class="price">€ {0}9.00</span>
<a class="add-to-cart" href="/cart?add={0}">Add to cart</a></li>"""
ARTICLE = f"""<html><head><title>Flood in the lower town</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Flood in the lower town</h1><p>By Jane Doe, 5 May 2024</p>{PARAGRAPHS}</article></body></html>"""
PRODUCTS = f"""<html><head><title>Tables | Example Shop</title><meta property="og:type" content="website"></head><body>
<nav><a href="/">Home</a><a href="/tables">Tables</a></nav><h1>Tables</h1>
<ul class="product-grid">{"".join(map(CARD.format, range(1, 30)))}</ul><footer>© Example Shop</footer></body></html>"""
PRODUCT = f"""<html><head><title>Oak table no. 1 | Example Shop</title><meta property="og:type" content="product">
<script type="application/ld+json">{{"@type": "Product", "name": "Oak table no. 1", "sku": "1"}}</script>
</head><body><nav>Home</nav><h1 class="product-name">Oak table no. 1</h1><span class="price">€ 19.00</span>
<button>Add to cart</button><div class="product-description"><p>A table of solid oak that seats six people.</p></div>
<table><tr><th>Width</th><td>80 cm</td></tr><tr><th>Height</th><td>75 cm</td></tr></table><h2>You may also like</h2>
<ul class="product-grid">{"".join(map(CARD.format, range(2, 9)))}</ul></body></html>"""


def status(page: str, url: str | None = None) -> str:
    outcome = pipeline.clean(page, url=url)
    assert isinstance(outcome, Kept)
    return outcome.record.status


@pytest.mark.parametrize("url", [None, "https://example.com/news/flood-in-the-lower-town"])
def test_a_news_story_is_an_article(url: str | None) -> None:
    assert status(ARTICLE, url) == "ok"


def test_a_few_paragraphs_alone_are_an_article() -> None:
    assert status(f"<p>{SENTENCE}</p><p>{SENTENCE}</p>") == "ok"


def test_an_export_of_an_article_is_one() -> None:
    lines = ["Flood in the lower town", "By Jane Doe, 5 May 2024", *[f"{SENTENCE} Part {n}." for n in range(9)]]
    assert status("\n\n".join(lines)) == "ok"


def test_an_article_about_prices_is_one() -> None:
    paragraphs = "".join(f"<p>{SENTENCE} The damage is put at $ {number} million.</p>" for number in range(9))
    assert status(f"<html><body><h1>What the flood costs</h1>{paragraphs}</body></html>") == "ok"


def test_a_shop_s_list_of_products_is_none() -> None:
    assert status(PRODUCTS, "https://shop.example.com/collections/tables") == "not_article"


def test_a_product_is_none() -> None:
    assert status(PRODUCT, "https://shop.example.com/products/oak-table") == "not_article"


def test_what_is_cut_or_behind_a_paywall_says_so_first() -> None:
    paywall = '<script type="application/ld+json">{"@type": "WebPage", "isAccessibleForFree": "False"}</script>'
    page = PRODUCTS.replace("</head>", f"{paywall}</head>")
    assert status(page, "https://shop.example.com/collections/tables") == "paywalled"


def test_the_fact_says_how_sure_it_is() -> None:
    outcome = pipeline.clean(PRODUCTS, url="https://shop.example.com/collections/tables")
    assert isinstance(outcome, Kept)
    assert outcome.facts.kind is not None
    assert outcome.facts.kind.via.startswith("layout, address and metadata (0.")
