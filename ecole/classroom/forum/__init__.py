"""The forum of a class: topics, messages, approval, reports."""
