/** The alarm of a wrong scan. */
export default {
  notSent: "The box has not answered the last scan yet. Wait, then scan again.",
  nothingCounted: "Nothing was counted.",
  /** @type {Record<string, string>} the heading of an alarm, by its kind */
  kinds: {
    wrong_item: "Wrong item",
    wrong_bin: "Wrong bin",
    wrong_unit: "Wrong unit",
    unit_missing: "Number missing",
    scan_it: "Scan it",
    unknown_code: "Unknown code",
    not_asked: "Not what is asked for",
    cant_tell: "Can't tell without the box",
    scan_item: "Scan the item",
    wrong_tote: "Wrong tote",
    units_promised: "Promised units",
    bin_first: "Bin first",
    too_many: "Too many",
    extra: "One too many",
    rejected: "Not read",
    other: "Not counted",
  },
  /** @type {Record<string, (code: string) => string>} what goes before the box's own words of an alarm, which are English */
  said: {},
};
