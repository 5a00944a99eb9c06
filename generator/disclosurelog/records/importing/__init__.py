"""From the rows of a spreadsheet to records: read, mapped, checked, written; nothing lost."""

from disclosurelog.records.importing.loading import Loaded, load_mapping
from disclosurelog.records.importing.mapping import ImportMapping, TableShape
from disclosurelog.records.importing.plan import Plan, Rejected, Taken, Words
from disclosurelog.records.importing.rejects import summary, write_rejects
from disclosurelog.records.importing.run import Result, carry_out
from disclosurelog.records.importing.starter import start_mapping
from disclosurelog.records.importing.table import Row, Table
from disclosurelog.records.importing.tables import guess_shape, read_table
from disclosurelog.records.importing.writing import Writer

__all__ = [
    "ImportMapping",
    "Loaded",
    "Plan",
    "Rejected",
    "Result",
    "Row",
    "Table",
    "TableShape",
    "Taken",
    "Words",
    "Writer",
    "carry_out",
    "guess_shape",
    "load_mapping",
    "read_table",
    "start_mapping",
    "summary",
    "write_rejects",
]
