// What the page of trends adds to the report's style.

export const trendStyle = `
h1 { font-size: 28px; letter-spacing: -.02em; }
.strip { list-style: none; display: flex; flex-wrap: wrap; gap: 4px; margin: 12px 0 4px; }
.strip li { width: 26px; height: 26px; border-radius: 6px; background: var(--tone-tint); color: var(--tone);
  border: 1px solid color-mix(in srgb, var(--tone) 45%, transparent); text-align: center; line-height: 24px; font-weight: 650; }
.strip li.break { margin-left: 14px; }
.strip a { display: block; color: inherit; text-decoration: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.trends { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 480px), 1fr)); gap: 18px 28px; }
.trends figure { margin: 0; min-width: 0; }
.trends figcaption b { display: block; overflow-wrap: anywhere; }
.trends figcaption span { color: var(--soft); font-size: 12.5px; }
`;
