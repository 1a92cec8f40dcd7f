/** Put into a measured page before its own scripts: tells when something that was waited for was painted, on the page's own clock. */
(() => {
  /** After the frame that follows has been painted: what is posted in its callback runs behind it. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });

  const seen = (isThere) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        resolve(painted());
      });
      observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    });

  const prompt = () => document.querySelector(".prompt")?.textContent;
  const alarm = () => Boolean(document.querySelector(".alarm"));
  let begunMs = 0;
  let wanted = Promise.resolve(0);
  addEventListener("keydown", (event) => event.key === "Enter" && (begunMs = event.timeStamp), true);

  window.stopwatch = {
    /** Since the navigation began. */
    firstBin: seen(() => document.querySelector(".bin")?.textContent),
    awaitPrompt() {
      const before = prompt();
      wanted = seen(() => ![undefined, before].includes(prompt()));
    },
    awaitAlarm() {
      wanted = seen(alarm);
    },
    /** Since the Enter of a scanner that types. */
    typed: async () => (await wanted) - begunMs,
    /** Since a scan was posted that one of the box's own scanners is to make. */
    async posted(scanner, code) {
      const postedMs = performance.now();
      const body = JSON.stringify({ scanner, code });
      const answer = await fetch("/api/v1/scans", { method: "POST", body, headers: { "Content-Type": "application/json" } });
      if (!answer.ok) throw new Error(await answer.text());
      return (await wanted) - postedMs;
    },
    /** The least there can be between asking the box and seeing what it says. */
    async asked() {
      const askedMs = performance.now();
      const { box } = await (await fetch("/api/v1/me", { cache: "no-store" })).json();
      const shown = document.createElement("p");
      shown.textContent = box.name;
      document.body.append(shown);
      const waitedMs = (await painted()) - askedMs;
      shown.remove();
      return waitedMs;
    },
  };
})();
