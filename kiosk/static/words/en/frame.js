/** What is around every screen. */
export default {
  product: "pmpd",
  home: "Home",
  loading: "Reading…",
  retry: "Try again",
  back: "Back",
  unknownPage: "There is no such screen.",
  notLoaded: "This screen did not load. The box did not answer.",
  signIn: "Sign in",
  signedIn: (/** @type {string} */ name) => `${name} is signed in`,
  scan: "Scan or type a code",
  sending: (/** @type {string} */ code) => `Sending ${code}…`,
  connection: {
    unanswered: "The box did not answer. What counts is what this screen shows once it is back.",
    lost: "No connection to the box",
    old: "What you see may be old. Nothing you scan is counted.",
    notKnown: "Not known without the box.",
    ago: (/** @type {number} */ seconds) =>
      seconds < 1 ? "Updated now" : seconds < 90 ? `Updated ${seconds} s ago` : `Updated ${Math.floor(seconds / 60)} min ago`,
    never: "Not read yet",
  },
};
