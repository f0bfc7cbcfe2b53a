"""Reader comments ("Ý kiến bạn đọc"): so far, the words that hold one back for a look."""
