"""Lets an OBCMS tell what an answer cost it. Nothing of OBCMS is changed: obcms_perf.settings stands before its own."""
