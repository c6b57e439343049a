"""Documents on paper: PDF/UA set by typst from templates in `templates/print/`."""
