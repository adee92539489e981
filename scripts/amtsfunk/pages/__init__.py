"""Model and published posts → pages and feeds of both sites. Pure: what is read and written is decided elsewhere."""
