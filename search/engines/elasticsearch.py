"""The scale-out store in Elasticsearch. The only module that imports its client."""

import logging

logger = logging.getLogger(__name__)
