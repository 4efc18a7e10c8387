// Panels as Grafana's JSON, by its SDK: what all of them share stands here once.

import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  BigValueColorMode,
  BigValueTextMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  VizLegendOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  type DynamicConfigValue,
  type Panel as GrafanaPanel,
  QueryVariableBuilder,
  RowBuilder,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Asked, Limit, Panel, Row, Unit } from "./panel.ts";
import { kindOf } from "./question.ts";
import { isTime, type Store } from "./store.ts";

export type Drawn = { readonly uid: string; readonly title: string; readonly rows: readonly Row[] };

export function draw({ uid, title, rows }: Drawn, store: Store): Dashboard {
  const board = new DashboardBuilder(`${title} (${store.title})`)
    .uid(`${uid}-${store.name}`)
    .tags(["obcms", "k6", store.name])
    .readonly()
    .time({ from: "now-1h", to: "now" })
    .refresh("10s")
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(
      new QueryVariableBuilder("testid")
        .label("Run")
        .datasource(store.datasource)
        .query(store.runs)
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .sort(VariableSort.AlphabeticalDesc),
    );
  for (const row of rows) {
    board.withRow(new RowBuilder(row.title).id(numberOf(`row ${row.title}`)));
    for (const panel of row.panels)
      board.withPanel(panel.kind === "curve" ? curve(panel, store) : figures(panel, store));
  }
  return board.build();
}

/** A panel's number, which links name: made of its key, so that a new panel above moves none. A test finds a clash. */
export function numberOf(key: string): number {
  let hash = 5381;
  for (const letter of key) hash = (hash * 33 + letter.charCodeAt(0)) % 2 ** 31;
  return hash;
}

/** Grafana's letters of queries: A … Z, then AA. */
export function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : refId(Math.floor(index / 26) - 1) + letter;
}

function figures(panel: Panel, store: Store): Builder<GrafanaPanel> {
  const builder = new StatBuilder()
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false))
    .height(panel.asked.length > 8 ? 8 : 5);
  // Its name says it; a colour that is always the same would say more than is known.
  if (panel.asked.every(({ question }) => question.ask === "verdict"))
    builder.textMode(BigValueTextMode.Name).colorMode(BigValueColorMode.None);
  // A counter that counted nothing has no series: that is nought. A percentile of nothing is nothing.
  builder.noValue(panel.asked.every(({ question }) => question.ask === "total") ? "0" : "no data");
  return finished(builder, panel, store);
}

function curve(panel: Panel, store: Store): Builder<GrafanaPanel> {
  const builder = new TimeseriesBuilder()
    .noValue("no data")
    .height(8)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(panel.asked.some(({ question }) => question.by !== undefined)),
    );
  if (panel.limit !== undefined)
    builder.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line));
  return finished(builder, panel, store);
}

function finished(
  builder: StatBuilder | TimeseriesBuilder,
  panel: Panel,
  store: Store,
): Builder<GrafanaPanel> {
  const { unit, factor } = measured(panel.unit, panel.asked, store);
  builder
    .id(numberOf(panel.key))
    .title(panel.title)
    .description(descriptionOf(panel, store))
    .datasource(store.datasource)
    .span(panel.width)
    .unit(unit)
    .thresholds(thresholds(steps(panel.limit, factor)));
  panel.asked.forEach((asked, index) => {
    builder.withTarget(store.target(asked.question, refId(index)));
    builder.overrideByQuery(refId(index), own(asked, panel, store));
  });
  return builder;
}

/** What the panel means, then how exact its figures are in this store. */
export function descriptionOf({ means, asked }: Panel, store: Store): string {
  const resolutions = [...new Set(asked.map(({ question }) => store.resolution[question.ask]))];
  return `${means}\n\nResolution: ${resolutions.join("; ")}.`;
}

/** What one question of several has for itself. */
function own({ question, label, limit, unit }: Asked, panel: Panel, store: Store): DynamicConfigValue[] {
  if (label === undefined) return [];
  const its = measured(unit ?? panel.unit, [{ question }], store);
  return [
    { id: "displayName", value: label },
    { id: "unit", value: its.unit },
    { id: "thresholds", value: { mode: "absolute", steps: steps(limit, its.factor) } },
  ];
}

const units: Readonly<Record<Unit, string>> = {
  count: "short",
  per_second: "cps",
  share: "percentunit",
  ms: "ms",
  bytes: "bytes",
};

/** k6 writes trends of time in the store's own unit, and all others as they are. */
function measured(unit: Unit, asked: readonly Asked[], store: Store): { unit: string; factor: number } {
  const isOfTime = asked.some(({ question }) => isTime(kindOf(question.metric)));
  return unit === "ms" && isOfTime ? store.milliseconds : { unit: units[unit], factor: 1 };
}

function steps(limit: Limit | undefined, factor: number): Threshold[] {
  if (limit === undefined) return [{ value: null, color: "green" }];
  const [low, high] = limit.breaks === "above" ? ["green", "red"] : ["red", "green"];
  return [
    { value: null, color: String(low) },
    { value: Math.round(limit.value * factor * 1e6) / 1e6, color: String(high) },
  ];
}

function thresholds(list: Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(list);
}
