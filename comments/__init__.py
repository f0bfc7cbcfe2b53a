"""Reader comments ("Ý kiến bạn đọc"): readers write, moderators decide."""
