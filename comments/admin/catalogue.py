"""Settings, rules, reasons, bans, holds and requests in the admin."""
