"""The same database and blocks behind Wagtail as its project template makes it: the peer a page is measured against."""
