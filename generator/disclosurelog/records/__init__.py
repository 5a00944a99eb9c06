"""The record model, its strict loader, and the rules between fields."""

from disclosurelog.records.aftermath import Appeal, InternalReview, Related, Tombstone
from disclosurelog.records.base import FILL_IN
from disclosurelog.records.decision import AppliedCitation, RefusalNotice
from disclosurelog.records.document import Document, Redaction, Waiver
from disclosurelog.records.entry import Cited, Entry
from disclosurelog.records.folder import RECORD_FILE, escaped, record_folder
from disclosurelog.records.host import MB, Host
from disclosurelog.records.log import Log, laws_of, load_log
from disclosurelog.records.one import load_entry
from disclosurelog.records.problems import mistakes
from disclosurelog.records.record import Record
from disclosurelog.records.reference import markdown
from disclosurelog.records.request import Outcome, Request, RequestPart, Translation
from disclosurelog.records.schema import EDITOR_LINE, SCHEMA_FILE, json_schema
from disclosurelog.records.settings import Authority, Settings
from disclosurelog.records.viewer import image_uri, part_of, parts_of, viewer_name, viewer_uri

__all__ = [
    "EDITOR_LINE",
    "FILL_IN",
    "MB",
    "RECORD_FILE",
    "SCHEMA_FILE",
    "Appeal",
    "AppliedCitation",
    "Authority",
    "Cited",
    "Document",
    "Entry",
    "Host",
    "InternalReview",
    "Log",
    "Outcome",
    "Record",
    "Redaction",
    "RefusalNotice",
    "Related",
    "Request",
    "RequestPart",
    "Settings",
    "Tombstone",
    "Translation",
    "Waiver",
    "escaped",
    "image_uri",
    "json_schema",
    "laws_of",
    "load_entry",
    "load_log",
    "markdown",
    "mistakes",
    "part_of",
    "parts_of",
    "record_folder",
    "viewer_name",
    "viewer_uri",
]
