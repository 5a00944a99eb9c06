"""The data of a log to take away: tables, a database, JSON and feeds."""

from disclosurelog.export.data import data_files
from disclosurelog.export.files import ExportFile, export_files, planned_files
from disclosurelog.export.made import Made

__all__ = ["ExportFile", "Made", "data_files", "export_files", "planned_files"]
