"""Rules over what people write: letters, hashtags, markup, plain words, language."""
