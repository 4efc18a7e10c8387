// The HTML report in a real browser, opened from a file: what a person sees, and that the page is silent about it.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { viewBudget } from "../../src/report/budget-view.ts";
import { renderHtml } from "../../src/report/html.ts";
import { type Page, type PageOptions, withoutChromium, withPage } from "../chromium.ts";
import { runs } from "../fixtures/report/runs.ts";
import { assets } from "./assets.ts";

let folder = "";

/** Opens a run's report, and after the test's own questions asks whether the page was silent. */
async function open(
  name: keyof typeof runs,
  options: PageOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, renderHtml({ ...runs[name](), assets }));
  const url = pathToFileURL(path).href;
  await withPage(url, options, async (page) => {
    await look(page);
    assert.deepEqual(page.messages, [], "the console is clean and no dialog opened");
    assert.deepEqual(page.requests, [url], "nothing is loaded but the file itself");
  });
}

/** Where everything stands but what scripts put into charts: kind, top and height of each, in whole pixels. */
const PLACES = `[...document.querySelectorAll("section, h2, h3, p, table, tr, figure, figcaption, nav, footer, details")]
  .filter((one) => one.closest(".plot") === null)
  .map((one) => [one.nodeName, Math.round(one.getBoundingClientRect().top + scrollY), Math.round(one.getBoundingClientRect().height)].join(" "))`;

const visibleText = async (page: Page): Promise<string> =>
  String(await page.evaluate("document.body.innerText"));
const column = async (page: Page, index: number): Promise<string[]> =>
  (await page.evaluate(
    `[...document.querySelectorAll("#endpoints .scroll tbody tr")].map((row) => row.cells[${index}].dataset.value)`,
  )) as string[];
const heading = (index: number): string => `#endpoints thead th:nth-child(${index + 1}) button`;
const P95 = 8;

describe("the HTML report in Chromium", { skip: withoutChromium() }, () => {
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "obcms-perf-report-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const name of ["healthy", "slow", "throttled", "interrupted", "empty"] as const) {
    test(`shows verdict, reasons and every judged budget of the ${name} run`, async () => {
      const { verdict, result } = runs[name]();
      await open(name, {}, async (page) => {
        const text = await visibleText(page);
        const gates = verdict.budgets.filter(({ severity }) => severity === "gate");
        for (const expected of [
          verdict.state,
          result.run.id,
          ...verdict.reasons.flatMap(({ sentence, advice }) => [sentence, advice]),
          ...gates.flatMap((row) => [
            row.id,
            viewBudget(row).measured,
            viewBudget(row).limit,
            viewBudget(row).samples,
          ]),
        ]) {
          assert.ok(text.includes(expected), `the page shows ${JSON.stringify(expected)}`);
        }
        assert.equal(
          await page.evaluate("document.title"),
          `${verdict.state} · smoke · ${result.run.id}`.replace("smoke", result.run.profile),
        );
      });
    });
  }

  for (const [name, drawn] of [
    ["healthy", 5],
    ["watched", 16],
    ["gappy", 7],
    ["interrupted", 5],
    ["empty", 0],
  ] as const) {
    test(`draws ${drawn} charts of the ${name} run, each with its blue line`, async () => {
      await open(name, {}, async (page) => {
        const inks = (await page.evaluate(`[...document.querySelectorAll("figure canvas")].map((canvas) => {
          const { width, height } = canvas;
          const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
          if (canvas.clientWidth < 300 || canvas.clientHeight < 100) return 0;
          let ink = 0;
          for (let at = 0; at < pixels.length; at += 4) ink += pixels[at + 3] > 200 && pixels[at + 2] - pixels[at] > 100;
          return ink;
        })`)) as number[];
        assert.equal(inks.length, drawn);
        assert.ok(
          inks.every((ink) => ink > 200),
          `blue pixels: ${inks.join(", ")}`,
        );
      });
    });
  }

  test("sorts the endpoints by a clicked heading, names from A and figures from the largest", async () => {
    await open("healthy", {}, async (page) => {
      const slowestFirst = await column(page, P95);
      assert.deepEqual(
        slowestFirst,
        [...slowestFirst].sort((a, b) => Number(b) - Number(a)),
      );
      await page.click(heading(0));
      const names = await column(page, 0);
      assert.equal(names.length, 17);
      assert.deepEqual(names, [...names].sort());
      await page.click(heading(0));
      assert.deepEqual(await column(page, 0), [...names].reverse());
      assert.equal(
        await page.evaluate(`document.querySelectorAll('#endpoints [aria-sort="descending"]').length`),
        1,
      );
    });
  });

  test("sorts by keyboard, and keeps what was not measured last in both directions", async () => {
    await open("throttled", {}, async (page) => {
      await page.evaluate(`document.querySelector(${JSON.stringify(heading(P95))}).focus()`);
      await page.press("Enter");
      const ascending = await column(page, P95);
      assert.equal(
        await page.evaluate(`document.activeElement.closest("th").getAttribute("aria-sort")`),
        "ascending",
      );
      await page.press("Enter");
      const descending = await column(page, P95);
      for (const values of [ascending, descending]) {
        assert.notEqual(values[0], "");
        assert.ok(values.slice(1).every((value) => value === ""));
      }
    });
  });

  const endpointPicture = `document.querySelector('#endpoints figure[data-chart="latency"] canvas').toDataURL()`;

  test("shows the charts of an endpoint that is chosen in the list, one at a time", async () => {
    await open("healthy", {}, async (page) => {
      const slowest = await page.evaluate(endpointPicture);
      assert.equal(
        await page.evaluate(`document.getElementById("endpoint-choice").selectedOptions[0].textContent`),
        "trends · GET /oobc-management/trends/",
      );
      await page.evaluate(`(() => {
        const choice = document.getElementById("endpoint-choice");
        choice.value = "0";
        choice.dispatchEvent(new Event("change"));
      })()`);
      assert.notEqual(await page.evaluate(endpointPicture), slowest);
      assert.equal(await page.evaluate(`document.querySelectorAll("#endpoints canvas").length`), 2);
      assert.deepEqual(
        await page.evaluate(
          `[...document.querySelectorAll('.spark[aria-pressed="true"]')].map((button) => button.getAttribute("aria-label"))`,
        ),
        ["show jwt_obtain over time"],
      );
    });
  });

  test("the button in an endpoint's row shows its charts, by mouse and by keyboard, also after sorting", async () => {
    await open("healthy", {}, async (page) => {
      const chosen = `document.getElementById("endpoint-choice").selectedOptions[0].textContent.split(" ")[0]`;
      await page.click(heading(0));
      const before = await page.evaluate(endpointPicture);
      await page.click("#endpoints tbody tr:nth-child(2) .spark");
      assert.equal(await page.evaluate(chosen), "api_engagement_type_create");
      assert.notEqual(await page.evaluate(endpointPicture), before);
      assert.equal(await page.evaluate("document.activeElement.id"), "endpoint-choice");
      await page.evaluate(`document.querySelector("#endpoints tbody tr:nth-child(4) .spark").focus()`);
      await page.press("Enter");
      assert.equal(await page.evaluate(chosen), "api_engagement_type_detail");
    });
  });

  test("sorts the budgets by margin, and the settings by name", async () => {
    await open("slow", {}, async (page) => {
      const cells = async (table: string, index: number): Promise<string[]> =>
        (await page.evaluate(
          `[...document.querySelector("${table} table").tBodies[0].rows].map((row) => row.cells[${index}].dataset.value)`,
        )) as string[];
      await page.click("#budgets thead th:nth-child(5) button");
      const margins = (await cells("#budgets", 4)).map(Number);
      assert.deepEqual(
        margins,
        [...margins].sort((a, b) => b - a),
      );
      await page.evaluate(`document.querySelector("#configuration details").open = true`);
      await page.click("#configuration thead th:first-child button");
      const names = await cells("#configuration", 0);
      assert.ok(names.length > 3);
      assert.deepEqual(names, [...names].sort());
    });
  });

  for (const [name, width] of [
    ["healthy", 400],
    ["healthy", 1280],
    ["watched", 400],
    ["watched", 1280],
  ] as const) {
    test(`nothing moves while the page of ${width} pixels of the ${name} run is built`, async () => {
      // Where a slow browser paints in the middle of a table, its columns move as rows come: that is the page's own, and not
      // what is asked here. So the page is compared with itself as it is before the scripts at its end.
      const before = join(folder, `${name}-${width}.html`);
      const whole = renderHtml({ ...runs[name](), assets });
      const [body = ""] = whole.split("</footer>");
      writeFileSync(before, `${body}</footer></body></html>`);
      const unbuilt = await withPage(pathToFileURL(before).href, { width, height: 900 }, (page) =>
        page.evaluate(PLACES),
      );
      await open(name, { width, height: 900 }, async (page) => {
        assert.deepEqual(await page.evaluate(PLACES), unbuilt);
        // The room that is kept for a chart is enough for it and its legend.
        assert.deepEqual(
          await page.evaluate(`[...document.querySelectorAll(".plot")]
            .filter((plot) => plot.firstElementChild.offsetHeight > parseFloat(getComputedStyle(plot).minHeight))
            .map((plot) => plot.parentElement.dataset.chart)`),
          [],
        );
      });
    });
  }

  test("redraws the latency without its limits when asked to", async () => {
    await open("healthy", {}, async (page) => {
      const picture = `document.querySelector('figure[data-chart="latency"] canvas').toDataURL()`;
      const before = await page.evaluate(picture);
      await page.click('figure[data-chart="latency"] input');
      await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))");
      assert.notEqual(await page.evaluate(picture), before);
    });
  });

  test("shows hostile names as they are and runs none of them", async () => {
    await open("hostile", {}, async (page) => {
      const text = await visibleText(page);
      for (const name of [
        "<script>alert(1)</script>",
        "</td></table>",
        `/'" onmouseover="alert(4)`,
        "</style><!--",
      ]) {
        assert.ok(text.includes(name), name);
      }
      assert.equal(await page.evaluate("document.scripts.length"), 4);
      assert.equal(
        await page.evaluate(`document.querySelectorAll("img, [onmouseover], [onerror]").length`),
        0,
      );
    });
  });

  for (const [name, tables] of [
    ["slow", 12],
    ["watched", 20],
  ] as const) {
    test(`the ${name} report has one main heading, and captions and scopes in all its ${tables} tables`, async () => {
      await open(name, {}, async (page) => {
        assert.equal(await page.evaluate(`document.querySelectorAll("h1").length`), 1);
        assert.equal(
          await page.evaluate(`document.querySelectorAll("main table:not(.u-legend)").length`),
          tables,
        );
        assert.deepEqual(
          await page.evaluate(`[...document.querySelectorAll("main table:not(.u-legend)")]
          .filter((table) => !table.caption || [...table.querySelectorAll("th")].some((cell) => !cell.scope) ||
            [...table.tBodies[0].rows].some((row) => row.querySelectorAll('th[scope="row"]').length !== 1))
          .map((table) => table.outerHTML.slice(0, 200))`),
          [],
        );
      });
    });
  }

  for (const name of ["slow", "watched", "gappy"] as const) {
    for (const dark of [false, true]) {
      test(`the ${name} report is legible in ${dark ? "dark" : "light"} mode: every text has a contrast of at least 4.5`, async () => {
        await open(name, { dark }, async (page) => assert.deepEqual(await page.evaluate(POOR_CONTRASTS), []));
      });
    }
  }

  for (const name of ["slow", "hostile", "empty", "watched", "gappy"] as const) {
    test(`the ${name} report is as wide as a telephone: tables scroll, the page does not`, async () => {
      await open(name, { width: 400, height: 800 }, async (page) => {
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 400);
      });
    });
  }
});

/** Texts whose colour is too near to the background they stand on (WCAG 2.1, 1.4.3); tints are opaque, so the nearest counts. */
const POOR_CONTRASTS = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parse(color).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (parse(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  for (const element of document.querySelectorAll("main *, footer")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    if (!own || !element.checkVisibility() || element.closest("script, .uplot")) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) poor.push(contrast.toFixed(2) + " " + element.className + " " + element.textContent.slice(0, 40));
  }
  return poor;
})()`;
