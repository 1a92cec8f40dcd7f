/**
 * A picker who scans right and wrong things, without a screen: the product's own modules, driven as fast as they go. It answers what was
 * taken, in order, and fails at once when a scan was neither taken nor refused to the picker's face.
 */
async ({ session: number, seed, scans }) => {
  const { Resource } = await import("/static/resource.js");
  const { Course } = await import("/static/offline/course.js");
  const { onEvent } = await import("/static/live.js");
  const { outbox, watch } = await import("/static/offline/outbox.js");
  const random = () => {
    // mulberry32
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const choose = (list) => list[Math.floor(random() * list.length)];
  if (!window.course || window.course.number !== number) {
    window.course?.close();
    const session = new Resource(`/pick-sessions/${number}/plan`, () => window.course?.remember());
    onEvent(({ topic }) => ["pick_session", "everything"].includes(topic) && session.refresh());
    session.refresh();
    window.course = await Course.open(session, number, () => {});
    while (!session.data) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { course } = window;
  const taken = new Map();
  const note = () => outbox.entries.forEach((entry) => taken.set(entry.id, entry));
  const stop = watch(note);
  note();
  const wrong = ["LAMP-H7", "FUSE-10A", "BOLT-M12", "A-01", "A-02", "B-01", "T-1", "4006381333948", "nobody-knows-this", "0104006381333931"];
  const scanOf = ({ stop: at, await: wanted, zero_check: asked }) => {
    const dice = random();
    if (asked && dice < 0.3) return ["empty", { empty: random() < 0.5 }];
    if (dice < 0.2) return ["scans", { code: choose(wrong), quantity: random() < 0.1 ? 99 : 1 }];
    if (wanted === "bin" && dice < 0.95) return ["scans", { code: at.bin }];
    const many = 1 + Math.floor(random() * Math.min(4, at.quantity - at.picked));
    return ["scans", { code: choose(at.barcodes), quantity: random() < 0.3 ? many : 1 }];
  };
  for (let count = 0; count < scans && course.view.stop; count++) {
    const before = taken.size;
    course.trouble = null;
    await course.take(...scanOf(course.view));
    if (taken.size !== before + 1 && !course.trouble) throw new Error("a scan was neither taken nor refused");
  }
  stop();
  return { taken: [...taken.values()], over: !course.view.stop };
}
