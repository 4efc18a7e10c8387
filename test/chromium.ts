// A real browser for tests: starts headless Chromium, opens one page, and hears all that it logs and requests.
// Speaks the DevTools protocol over a pipe (file descriptors 3 and 4), so there is no port to find or to share.

import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";

export type PageOptions = { readonly width?: number; readonly height?: number; readonly dark?: boolean };

export type Page = {
  /** The value of an expression in the page; a promise is awaited. It has to survive JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** PNG of the whole page, not only of what the window shows. */
  readonly screenshot: () => Promise<Buffer>;
  /** A real mouse click in the middle of the first element that the selector finds. */
  readonly click: (selector: string) => Promise<void>;
  /** A real key press, by its DOM name: `Tab`, `Enter`. */
  readonly press: (key: string) => Promise<void>;
  /** Console messages of any level, uncaught errors, dialogs and what the browser itself logs, each with its level. */
  readonly messages: readonly string[];
  /** Every URL that the page asked for, its own first. */
  readonly requests: readonly string[];
};

/** The reason to skip a test that needs a browser, or false. With REQUIRE_SERVICES=1 its absence is an error instead. */
export function withoutChromium(): string | false {
  if (findChromium() !== null) return false;
  const reason = "Chromium is not installed (apt-get install chromium), so no report was opened in a browser";
  if (process.env.REQUIRE_SERVICES === "1") throw new Error(`${reason}, and REQUIRE_SERVICES=1`);
  return reason;
}

/** Opens the URL, waits for its load event, hands the page over, and ends the browser whatever happens. */
export async function withPage<T>(
  url: string,
  options: PageOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const executable = findChromium();
  if (executable === null) throw new Error("Chromium is not installed");
  const profile = await mkdtemp(join(tmpdir(), "obcms-perf-chromium-"));
  const browser = spawn(executable, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => browser.once("close", () => resolve()));
  try {
    return await use(await openPage(connect(browser), url, options));
  } finally {
    browser.kill("SIGKILL");
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--remote-debugging-pipe",
];

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Longest wait for one answer of the browser, milliseconds; its start on a busy machine takes the most. */
const PATIENCE = 60_000;

function findChromium(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

type Message = {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
};

type Connection = {
  readonly send: (
    method: string,
    params?: object,
    sessionId?: string,
  ) => Promise<Readonly<Record<string, unknown>>>;
  readonly onEvent: (listener: (message: Message) => void) => void;
};

/** Messages are JSON, each ended by a zero byte. */
function connect(browser: ChildProcess): Connection {
  const input = browser.stdio[3] as Writable;
  const output = browser.stdio[4] as Readable;
  const waiting = new Map<number, { settle: (message: Message) => void; fail: (error: Error) => void }>();
  const listeners: ((message: Message) => void)[] = [];
  let errors = "";
  let rest = "";
  let id = 0;
  browser.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const failAll = (why: string): void => {
    for (const { fail } of waiting.values()) fail(new Error(`${why}\n${errors}`));
    waiting.clear();
  };
  browser.once("error", (error) => failAll(String(error)));
  browser.once("close", () => failAll("Chromium ended"));
  input.on("error", () => failAll("Chromium no longer listens"));
  output.setEncoding("utf8").on("data", (text: string) => {
    const texts = (rest + text).split("\0");
    rest = texts.pop() ?? "";
    for (const one of texts) {
      const message = JSON.parse(one) as Message;
      const request = message.id === undefined ? undefined : waiting.get(message.id);
      if (message.id !== undefined) waiting.delete(message.id);
      if (request !== undefined) request.settle(message);
      else for (const listener of listeners) listener(message);
    }
  });
  return {
    onEvent: (listener) => listeners.push(listener),
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const own = ++id;
        const timer = setTimeout(() => failAll(`${method}: no answer within ${PATIENCE} ms`), PATIENCE);
        const settle = ({ result, error }: Message): void => {
          clearTimeout(timer);
          if (error === undefined) resolve(result ?? {});
          else reject(new Error(`${method}: ${error.message}`));
        };
        const fail = (error: Error): void => {
          clearTimeout(timer);
          reject(error);
        };
        waiting.set(own, { settle, fail });
        input.write(`${JSON.stringify({ id: own, method, params, ...(sessionId && { sessionId }) })}\0`);
      }),
  };
}

async function openPage(connection: Connection, url: string, options: PageOptions): Promise<Page> {
  const { width = 1280, height = 900, dark = false } = options;
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, params?: object) => connection.send(method, params, sessionId as string);
  const { messages, requests, loaded } = listen(connection, sessionId as string);
  for (const domain of ["Page", "Runtime", "Log", "Network"]) await send(`${domain}.enable`);
  await send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  await send("Emulation.setScrollbarsHidden", { hidden: true });
  await send("Emulation.setEmulatedMedia", {
    features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }],
  });
  await send("Page.navigate", { url });
  await loaded;

  const evaluate = async (expression: string): Promise<unknown> => {
    const answer = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    const failure = answer.exceptionDetails;
    if (failure !== undefined) throw new Error(`in the page: ${JSON.stringify(failure)}`);
    return (answer.result as { value?: unknown }).value;
  };
  const screenshot = async (): Promise<Buffer> => {
    const { data } = await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true });
    return Buffer.from(data as string, "base64");
  };
  const click = async (selector: string): Promise<void> => {
    const place = await evaluate(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      if (element === null) return null;
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    if (place === null) throw new Error(`nothing on the page matches ${selector}`);
    for (const type of ["mousePressed", "mouseReleased"]) {
      await send("Input.dispatchMouseEvent", { type, ...(place as object), button: "left", clickCount: 1 });
    }
  };
  const press = async (key: string): Promise<void> => {
    const text =
      key === "Enter"
        ? { text: "\r", windowsVirtualKeyCode: 13 }
        : { windowsVirtualKeyCode: key === "Tab" ? 9 : 0 };
    await send("Input.dispatchKeyEvent", { type: "keyDown", key, code: key, ...text });
    await send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key });
  };
  return { evaluate, screenshot, click, press, messages, requests };
}

function listen(
  connection: Connection,
  sessionId: string,
): { messages: string[]; requests: string[]; loaded: Promise<void> } {
  const messages: string[] = [];
  const requests: string[] = [];
  const handlers: Readonly<Record<string, (params: unknown) => void>> = {
    "Runtime.consoleAPICalled": (params) => {
      const { type, args } = params as { type: string; args: { value?: unknown; description?: string }[] };
      messages.push(`${type}: ${args.map(({ value, description }) => value ?? description).join(" ")}`);
    },
    "Runtime.exceptionThrown": (params) => {
      const { exceptionDetails } = params as {
        exceptionDetails: { text: string; exception?: { description?: string } };
      };
      messages.push(`exception: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    },
    "Log.entryAdded": (params) => {
      const { entry } = params as { entry: { level: string; text: string } };
      messages.push(`${entry.level}: ${entry.text}`);
    },
    "Page.javascriptDialogOpening": (params) => {
      const { type, message } = params as { type: string; message: string };
      messages.push(`${type}: ${message}`);
      void connection.send("Page.handleJavaScriptDialog", { accept: false }, sessionId);
    },
    "Network.requestWillBeSent": (params) => {
      requests.push((params as { request: { url: string } }).request.url);
    },
  };
  const loaded = new Promise<void>((resolve) => {
    connection.onEvent((message) => {
      if (message.sessionId !== sessionId) return;
      if (message.method === "Page.loadEventFired") resolve();
      handlers[message.method ?? ""]?.(message.params);
    });
  });
  return { messages, requests, loaded };
}
