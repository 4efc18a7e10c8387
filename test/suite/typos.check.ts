// Compiled, never run: each line below must be refused by the compiler. `@ts-expect-error` fails where it is not.

import type { Budget } from "../../tests/performance/k6/catalogue/budgets.ts";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { selectorKey } from "../../tests/performance/k6/catalogue/tags.ts";
import { visitorFor } from "../../tests/performance/k6/lib/auth.ts";
import { newVisitor, send } from "../../tests/performance/k6/lib/client.ts";

const visitor = newVisitor();

send(visitor, "api_regions_list");
// @ts-expect-error an endpoint that does not exist
send(visitor, "api_regoins_list");

send(visitor, "work_item_modal", { args: { pk: "1" } });
// @ts-expect-error a path argument is missing
send(visitor, "work_item_modal");
// @ts-expect-error a path argument is misspelt
send(visitor, "work_item_modal", { args: { id: "1" } });
// @ts-expect-error an argument in a query is missing
send(visitor, "work_item_tree_root", { args: { status: "", q: "" } });

visitorFor("staff");
// @ts-expect-error a persona that does not exist
visitorFor("stuff");

selectorKey("http_reqs", { card: "api_crud", access: "read" });
// @ts-expect-error a tag that does not exist
selectorKey("http_reqs", { crad: "api_crud" });
// @ts-expect-error a tag's value that does not exist
selectorKey("http_reqs", { access: "raed" });

// @ts-expect-error a metric that does not exist
export const metric: Budget["metric"] = "http_req_duraton";
// @ts-expect-error a persona in a row that does not exist
export const as: Endpoint["as"] = "stuff";
// @ts-expect-error fetch is no global of k6
fetch("http://127.0.0.1");
// @ts-expect-error process is no global of k6
process.exit();
