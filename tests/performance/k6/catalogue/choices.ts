// Values that fields of OBCMS may have, where more than one of suite, stand-in, seed and doctor needs the same list.

export const organizationTypes = [
  "bmoa",
  "lgu",
  "nga",
  "ingo",
  "ngo",
  "cso",
  "academic",
  "religious",
  "private",
  "media",
  "donor",
  "tribal",
  "other",
] as const;

export const engagementCategories = [
  "consultation",
  "meeting",
  "workshop",
  "focus_group",
  "interview",
  "survey",
  "courtesy_call",
  "field_visit",
  "community_assembly",
  "validation",
] as const;

/** The ones by which people filter the list of recommendations. */
export const filteredRecommendationStatuses = ["draft", "under_review", "submitted", "approved"] as const;
