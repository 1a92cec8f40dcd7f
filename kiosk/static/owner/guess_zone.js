/** The time zone of whoever sets the shop up is most likely the shop's. */
const zones = /** @type {HTMLSelectElement} */ (document.querySelector("select[name=time_zone]"));
const guessed = Intl.DateTimeFormat().resolvedOptions().timeZone;
if ([...zones.options].some((option) => option.value === guessed)) zones.value = guessed;

// Makes this a module, whose names are its own.
export {};
