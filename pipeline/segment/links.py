"""Where a page's links lead, as absolute URLs."""

import re
from urllib.parse import urljoin

# URLs that urljoin hands back as they are, or with no more than scheme and host put in front. It takes them apart
# and together again in ten times the time, and most links of a page are among them.
ABSOLUTE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[^?#;]*)?(?:\?[^#]+)?(?:#.+)?")
ROOT_RELATIVE = re.compile(r"/(?!/)[^?#;]*(?:\?[^#]+)?(?:#.+)?")


class Resolver:
    """Resolves URLs against the page's."""

    def __init__(self, base: str) -> None:
        self.base = base
        root = absolute_url("/", base).removesuffix("/")
        self.root = root if ABSOLUTE.fullmatch(root) else None
        """Scheme and host."""

    def absolute(self, url: str) -> str:
        """The URL resolved; as found where it or the page's is not a URL."""
        if ABSOLUTE.fullmatch(url):
            return url
        if self.root and "/." not in url and ROOT_RELATIVE.fullmatch(url):
            return self.root + url
        return absolute_url(url, self.base)


def absolute_url(url: str, base: str) -> str:
    """The URL resolved against the page's; as found where either is not a URL."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url
