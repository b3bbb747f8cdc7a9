"""What is open in the editor: texts, and notebooks made of them, by their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from pygls.workspace import TextDocument, Workspace

from bibtools.lsp.file_uris import real_path_of
from bibtools.lsp.open_notebooks import OpenNotebook, open_notebook
from bibtools.lsp.open_texts import EditedText, OpenText


class OpenTexts(Workspace):
    """The texts that are open, by their addresses."""

    def _create_text_document(
        self, doc_uri: str, source: str | None = None, version: int | None = None, language_id: str | None = None
    ) -> TextDocument:
        return EditedText(doc_uri, source, version, language_id=language_id, sync_kind=self._sync_kind)

    def at(self, uri: str) -> OpenText | None:
        """Return the text at an address as it is now, if it is open."""
        found = self._edited(uri)
        if found is not None:
            return found.now
        path = real_path_of(uri)  # a notebook, or the same file by another name
        return self.by_path().get(path) if path else None

    def _edited(self, uri: str) -> EditedText | None:
        found = self.text_documents.get(unquote(uri))  # as pygls keeps them
        return found if isinstance(found, EditedText) else None

    def by_path(self) -> dict[str, OpenText]:
        """Return the texts that are open as they are now, of files only, by their real paths."""
        texts = (each.now for each in self.text_documents.values() if isinstance(each, EditedText))
        alone = (each for each in texts if self.get_notebook_document(cell_uri=each.uri) is None)
        return {each.real: each for each in (*alone, *self.notebooks()) if each.real}

    def notebooks(self) -> Iterator[OpenNotebook]:
        """Yield the notebooks that are open as they are now."""
        for each in self.notebook_documents.values():
            yield open_notebook(each, self._cell)

    def _cell(self, uri: str) -> tuple[OpenText, str] | None:
        found = self._edited(uri)
        return (found.now, found.language_id or "") if found else None
