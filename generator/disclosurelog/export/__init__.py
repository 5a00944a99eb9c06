"""The data of a log to take away: tables, a database, JSON and feeds."""

from disclosurelog.export.data import Data
from disclosurelog.export.files import ExportFile, export_files, planned_files
from disclosurelog.export.made import Made
from disclosurelog.export.products import Products

__all__ = ["Data", "ExportFile", "Made", "Products", "export_files", "planned_files"]
