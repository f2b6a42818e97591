"""What a library's writers use beside checks and builds. Each package is a tool of its own."""
