"""Makes articles for tests, and gives the real ones."""

from pathlib import Path

from fornya.pages.public.article.library import library
from fornya.pages.public.article.source import Article

FRONT = {
    "title": '"Om recept"',
    "lead": '"Kort om recept."',
    "reviewed": "2026-11-23",
    "owner": '"Redaktionen"',
    "theme": '"liv-halsa"',
    "order": "1",
}
ARTICLES: list[Article] = sorted(library(), key=lambda article: (article.slug, article.language))


def named(article: Article) -> str:
    """Name an article in a test's output."""
    return f"{article.slug}/{article.language}"


def write(
    folder: Path, text: str = "Ring oss.", *, slug: str = "om", language: str = "sv", **front: str | None
) -> Path:
    """Write an article's file. A field of the front matter given as None is left out."""
    fields = {name: value for name, value in (FRONT | front).items() if value is not None}
    path = folder / slug / f"{language}.md"
    path.parent.mkdir(exist_ok=True)
    lines = "\n".join(f"{name} = {value}" for name, value in fields.items())
    path.write_text(f"+++\n{lines}\n+++\n{text}\n", encoding="utf-8")
    return path
