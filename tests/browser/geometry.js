// What a person would trip over on the screen as it is now: returns a line for each fault.
({ parts, touch, act }) => {
  const faults = [];
  const named = (/** @type {Element} */ part) => {
    const words = (part.getAttribute("aria-label") ?? part.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 30);
    return `${part.tagName.toLowerCase()}${part.className && typeof part.className === "string" ? `.${part.className.trim().replace(/\s+/g, ".")}` : ""} "${words}"`;
  };
  const root = document.documentElement;
  const top = document.querySelector("dialog[open]") ?? document.body;
  const hiddenFromEyes = (/** @type {Element} */ part) => {
    const style = getComputedStyle(part);
    return style.visibility === "hidden" || style.clipPath !== "none" || !part.checkVisibility();
  };
  const scrolls = (/** @type {Element} */ part, /** @type {"overflowX" | "overflowY"} */ way) => ["auto", "scroll"].includes(getComputedStyle(part)[way]);
  const within = (/** @type {Element} */ part, /** @type {(around: Element) => boolean} */ is) => {
    for (let around = part.parentElement; around; around = around.parentElement) if (is(around)) return true;
    return false;
  };

  if (root.scrollWidth > innerWidth + 1) faults.push(`the page is ${root.scrollWidth - innerWidth} px wider than the screen`);
  for (const part of top.querySelectorAll("*")) {
    if (part.closest("svg") || hiddenFromEyes(part) || within(part, hiddenFromEyes)) continue;
    const box = part.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const style = getComputedStyle(part);
    const shown = [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const control = part.matches("button, select, input, summary, a");
    if ((shown || control) && (box.left < -1 || box.right > innerWidth + 1) && !within(part, (around) => scrolls(around, "overflowX") && around !== document.body && !around.matches("main, .say"))) {
      faults.push(`sticks out sideways: ${named(part)}`);
    }
    const clips = (/** @type {string} */ overflow) => overflow === "hidden" || overflow === "clip";
    const meant = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    if (!meant && clips(style.overflowX) && part.scrollWidth > part.clientWidth + 1) faults.push(`cut off sideways: ${named(part)}`);
    if (!meant && clips(style.overflowY) && part.scrollHeight > part.clientHeight + 1) faults.push(`cut off below: ${named(part)}`);
    if (!meant && control && part.scrollWidth > part.clientWidth + 2 && !part.matches("input, select")) faults.push(`too narrow for its words: ${named(part)}`);
    if (scrolls(part, "overflowX") && part.scrollWidth > part.clientWidth + 1 && !part.matches("[tabindex]")) faults.push(`scrolls sideways: ${named(part)}`);
    if (control && touch) {
      const inText = part.matches("a") && style.display === "inline";
      const target = part.matches("input, select") ? (part.closest("label")?.getBoundingClientRect() ?? box) : box;
      if (!inText && target.height < touch - 0.5) faults.push(`${Math.round(target.height)} px high: ${named(part)}`);
      if (!inText && target.width < touch - 0.5) faults.push(`${Math.round(target.width)} px wide: ${named(part)}`);
    }
    if (act && part.matches(act.of) && box.height < act.least - 0.5) faults.push(`${Math.round(box.height)} px high, not ${act.least}: ${named(part)}`);
  }

  const whole = (/** @type {Element} */ part) => {
    const box = part.getBoundingClientRect();
    const across = [box.left + 2, (box.left + box.right) / 2, box.right - 2];
    const down = [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2];
    const covered = across.some((x, place) => {
      const seen = document.elementFromPoint(x, down[place]);
      return !seen || !(part.contains(seen) || seen.contains(part));
    });
    const cut = within(part, (around) => {
      const edge = around.getBoundingClientRect();
      const cuts = getComputedStyle(around).overflowY !== "visible" || around === root;
      return cuts && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1);
    });
    return !covered && !cut && box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
  };
  for (const [selector, nth] of parts) {
    const part = document.querySelectorAll(selector)[nth];
    if (!part) faults.push(`not there: ${selector}`);
    else if (!whole(part)) faults.push(`not in view whole: ${named(part)}`);
  }
  return [...new Set(faults)];
}
