"""The demo newsroom: invented content, except the sample article."""
