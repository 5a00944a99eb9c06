"""The structure tree of a PDF (ISO 32000-2, 14.7): what a screen reader goes by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas


@dataclass(slots=True)
class Tags:
    """Marks what is drawn on a canvas, and writes the tree at the end."""

    canvas: Canvas
    root: Any = field(default_factory=lambda: pdfdoc.PDFDictionary({}))
    parents: list[list[Any]] = field(default_factory=lambda: [[]])
    kids: list[Any] = field(default_factory=list)
    page_marks: int = 0

    def group(self, role: str, above: list[Any] | None = None, **keys: Any) -> list[Any]:
        """Open an element without text of its own and return its list of children."""
        inside: list[Any] = []
        self._add(role, pdfdoc.PDFArray(inside), self.kids if above is None else above, keys)
        return inside

    def begin(self, role: str, above: list[Any] | None = None, **keys: Any) -> None:
        """Open an element for what is drawn next."""
        made = self._add(role, self.page_marks, self.kids if above is None else above, keys)
        self.parents[-1].append(made)
        self._write(f"/{role} <</MCID {self.page_marks}>> BDC")
        self.page_marks += 1

    def artifact(self) -> None:
        """Open something that a screen reader passes over."""
        self._write("/Artifact BMC")

    def end(self) -> None:
        self._write("EMC")

    def page_done(self) -> None:
        page = self.canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self.parents) - 1, pdfdoc.PDFName("S")
        self.parents.append([])
        self.page_marks = 0

    def close(self) -> None:
        doc = self.canvas._doc
        numbers: list[Any] = []
        for number, page in enumerate(self.parents):
            numbers += [number, pdfdoc.PDFArray(page)]
        tree = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
        self.root.dict.update(
            Type=pdfdoc.PDFName("StructTreeRoot"), K=pdfdoc.PDFArray(self.kids), ParentTree=tree
        )
        doc.Catalog.StructTreeRoot = self.root
        doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})

    def _add(self, role: str, content: Any, above: list[Any], keys: dict[str, Any]) -> Any:
        doc = self.canvas._doc
        entries = {"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName(role), "K": content}
        entries["Pg"] = doc.thisPageRef()
        entries["P"] = doc.Reference(self.root)
        for key, value in keys.items():
            entries[key] = value if key == "A" else pdfdoc.PDFString(value)
        made = doc.Reference(pdfdoc.PDFDictionary(entries))
        above.append(made)
        return made

    def _write(self, operator: str) -> None:
        self.canvas._code.append(operator)
