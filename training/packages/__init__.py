"""Packages made elsewhere (SCORM, cmi5, H5P): what is in the file, whether it is safe, and made anew. Pure."""
