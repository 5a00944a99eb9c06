"""Safe copies of PDFs: pages redrawn as pictures of what is seen, with the words that are seen."""
