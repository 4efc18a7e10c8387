// In the browser: the charts of one endpoint, chosen in a list or by the button in its row.

export const endpointScript = `
  const choice = document.getElementById("endpoint-choice");
  if (choice === null) return;
  const figures = [...document.querySelectorAll("#endpoints figure[data-chart]")];

  function show() {
    const { series, limits } = data.endpoints[choice.value];
    for (const figure of figures) {
      const before = plots.get(figure);
      if (before) before.destroy();
      draw(figure, series, figure.dataset.chart === "latency" ? limits : [], kinds[figure.dataset.chart]);
    }
    for (const button of document.querySelectorAll("button[data-endpoint]"))
      button.setAttribute("aria-pressed", String(button.dataset.endpoint === choice.value));
  }

  choice.addEventListener("change", show);
  for (const button of document.querySelectorAll("button[data-endpoint]")) {
    button.addEventListener("click", () => {
      choice.value = button.dataset.endpoint;
      show();
      choice.focus({ preventScroll: true });
      choice.closest(".picker").scrollIntoView({ block: "start" });
    });
  }
  show();
`;
