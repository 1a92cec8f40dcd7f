/** Asking the box, and what it says when there is no answer to give. */
import { language, words } from "./words.js";

const text = await words("frame");

const PREFIX = "/api/v1";
const PATIENCE_MS = 8_000;

/** What is done when the box does not know who asks, or what that one may do. */
export const gate = {
  /**
   * Told of every such answer.
   * @param {string} _path
   */
  refused: (_path) => {},
  /**
   * Resolves to whether the person has shown who it is, so that the same may be said again.
   * @type {(refusal: Refusal) => Promise<boolean>}
   */
  opened: async () => false,
};

/** The box said no: a rule, a wrong input, or trouble of its own. The message says what to do. */
export class Refusal extends Error {
  /** @param {number} status @param {{code: string, message: string, details: any}} error @param {number} [waitS] how long the box wants to be left alone */
  constructor(status, error, waitS = 0) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.details = error.details;
    this.waitS = waitS;
  }

  /** Whether the same request may succeed a moment later. */
  get passes() {
    return (this.status === 503 && this.code !== "corrupt") || this.status === 429;
  }
}

/** The box did not answer; whether it heard is not known. */
export class Unreachable extends Error {
  constructor() {
    super(text.connection.unanswered);
  }
}

/** @param {string} path of the API, as `/orders` @returns {string} */
export function address(path) {
  return PREFIX + path;
}

/** @param {string} path @returns {Promise<any>} Rejects with Refusal or Unreachable. */
export function get(path) {
  return ask(path, {});
}

/**
 * Send a request, once. Rejects with Refusal or Unreachable.
 * @param {string} path @param {RequestInit} request @param {number} [patienceMs] @returns {Promise<any>}
 */
export async function ask(path, request, patienceMs = PATIENCE_MS) {
  let response, answer;
  try {
    // TypeScript 4.8 does not know `timeout`.
    const signal = /** @type {any} */ (AbortSignal).timeout(patienceMs);
    response = await fetch(address(path), { ...request, signal });
    answer = await response.json();
  } catch {
    throw new Unreachable();
  }
  if (response.ok) return answer;
  const error = answer.error ?? { code: "", message: text.connection.unanswered, details: {} };
  // The box speaks English, and says more than a code does.
  const other = language === "en" ? null : await import("./refusals.js").catch(() => null);
  const refusal = new Refusal(response.status, { ...error, message: other?.translated(error) ?? error.message }, Number(response.headers.get("Retry-After")));
  if ([401, 403].includes(refusal.status)) gate.refused(path);
  throw refusal;
}
