// Tells on stderr what the bootstrap does and how long it has taken. Called by node.cjs and dependencies.cjs.
// A terminal gets one line that counts seconds; a log gets a line at the start, one every 10 s and one at the end.
"use strict";

const LOG_EVERY_S = 10;

/** Starts a step; the returned function ends it and says how it went. */
function startStep(text, stream, env) {
  const live = Boolean(stream.isTTY) && env.TERM !== "dumb";
  const colour = live && !env.NO_COLOR;
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const show = () => stream.write(live ? `\r${line()}` : `${line()}\n`);
  const line = () => `  ${text} … ${seconds()} s`;

  if (live) show();
  else stream.write(`  ${text} …\n`);
  const timer = setInterval(show, live ? 1000 : LOG_EVERY_S * 1000);
  return (succeeded) => {
    clearInterval(timer);
    const mark = succeeded ? paint("32", "✓") : paint("31", "✗");
    stream.write(`${(live ? "\r" : "") + mark} ${text} (${seconds()} s)   \n`);
  };

  function paint(code, mark) {
    return colour ? `\u001b[${code}m${mark}\u001b[0m` : mark;
  }
}

module.exports = { startStep };
