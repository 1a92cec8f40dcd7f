/** Asking and telling the box. A command is sent again under the same id until it is answered, so that it counts once. */
import { text } from "./messages.js";
import { newId } from "./new_id.js";
import { settings } from "./settings.js";

const PREFIX = "/api/v1";
const PATIENCE_MS = 8_000;
const RETRY_AFTER_MS = [300, 700, 1_500, 3_000, 5_000];

/** The box said no: a rule, a wrong input, or trouble of its own. The message says what to do. */
export class Refusal extends Error {
  /** @param {number} status @param {{code: string, message: string, details: any}} error */
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.details = error.details;
  }

  /** Whether the same request may succeed a moment later. */
  get passes() {
    return this.status === 503 && this.code !== "corrupt";
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
 * Tell the box something; the answer is that of the command, whatever number of times it had to be sent.
 * @param {string} path @param {object} body
 * @param {{device?: string, patienceMs?: number}} [as] with `patienceMs`, how long the box may take for what is asked only once @returns {Promise<any>}
 */
export async function post(path, body = {}, as = {}) {
  const request = {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      "Content-Type": "application/json",
      "Idempotency-Key": newId(),
      "X-Operator": headerText(settings().operator),
      "X-Device": headerText(as.device ?? settings().device),
    },
  };
  for (const pause_ms of [...(as.patienceMs ? [] : RETRY_AFTER_MS), 0]) {
    try {
      return await ask(path, request, as.patienceMs);
    } catch (error) {
      const again = error instanceof Unreachable || error.passes;
      if (!again || !pause_ms) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause_ms));
    }
  }
}

/** @param {string} path @param {RequestInit} request @param {number} [patienceMs] @returns {Promise<any>} */
async function ask(path, request, patienceMs = PATIENCE_MS) {
  let response, answer;
  try {
    response = await fetch(address(path), { ...request, signal: AbortSignal.timeout(patienceMs) });
    answer = await response.json();
  } catch {
    throw new Unreachable();
  }
  if (!response.ok) throw new Refusal(response.status, answer.error ?? { code: "", message: text.connection.unanswered, details: {} });
  return answer;
}

/** Headers carry bytes: UTF-8, one character for each byte. @param {string} words @returns {string} */
function headerText(words) {
  return String.fromCharCode(...new TextEncoder().encode(words.trim()));
}
