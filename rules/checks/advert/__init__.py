"""The rule `advert`."""
