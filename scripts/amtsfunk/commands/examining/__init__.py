"""What ``doctor`` looks at, one module a subject: channels, the place where it runs, limits."""
