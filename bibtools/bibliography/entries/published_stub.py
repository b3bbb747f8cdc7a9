from bibtools.bibliography.entries.entry import Entry
from bibtools.tex import latex, title_case


def published(record, key, form):
    p = record.publication
    from bibtools.bibliography.entries.builder import authors

    f = [
        ("author", authors(record.authors, unicode=False, most=None)),
        ("title", title_case.protect(latex.clean(record.title), unicode=False)),
        ("journal" if p.type == "article" else "booktitle", latex.encode(p.venue, unicode=False)),
        ("volume", p.volume),
        ("number", p.number),
        ("pages", p.pages.replace("-", "--")),
        ("year", str(p.year)),
        ("publisher", p.publisher),
        ("doi", p.doi),
        ("url", p.url),
    ]
    return Entry(p.type, key, tuple((a, b) for a, b in f if b))
