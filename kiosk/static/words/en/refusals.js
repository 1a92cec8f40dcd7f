/** What the box says when it says no, by the code of its answer. English is what the box speaks, so there is nothing to say here. */

/** @type {Record<string, string | ((details: any) => string)>} */
const refusals = {};
export default refusals;
