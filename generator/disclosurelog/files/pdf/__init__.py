"""The PDF reader: PDFium for what is drawn, pypdf for what the file carries besides."""
