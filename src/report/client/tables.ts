// In the browser: a button in each sortable heading, and everything unfolded for the printer.

export const tableScript = `
  // Numbers start with the largest, names with A; what was not measured stays last.
  const valueOf = (row, column) => row.cells[column].dataset.value;
  const compare = (a, b) => (isNaN(a) || isNaN(b) ? String(a).localeCompare(String(b)) : a - b);

  function sortBy(heading) {
    const before = heading.getAttribute("aria-sort");
    const descending = before === "none" ? heading.classList.contains("number") : before === "ascending";
    for (const other of heading.parentNode.querySelectorAll("[aria-sort]")) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const column = heading.cellIndex;
    const body = heading.closest("table").tBodies[0];
    const rows = [...body.rows].sort((one, other) => {
      const a = valueOf(one, column);
      const b = valueOf(other, column);
      if (a === "" || b === "") return (a === "") - (b === "");
      return descending ? compare(b, a) : compare(a, b);
    });
    body.append(...rows);
  }

  for (const heading of document.querySelectorAll("th[data-sortable]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sortBy(heading));
    heading.append(button);
  }

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
`;
