"""The app over HTTPS on a local network, to try it on a real phone: ``make phone``."""
