"""The page without JavaScript: thread, form, captcha and answers, rendered here."""
