"""Pictures, videos and captions: whether browsers show them, their size, and what of them is published."""
