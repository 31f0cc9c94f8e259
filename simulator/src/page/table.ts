import { type Html, html } from './html';

/** A table: what its columns are called, and what stands in each cell. */
export function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): Html {
  const row = (cells: readonly unknown[]) =>
    html`<tr>
      ${cells.map(cell => html`<td>${cell}</td>`)}
    </tr>`;
  return html`<table>
    <thead>
      <tr>
        ${columns.map(column => html`<th>${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(row)}
    </tbody>
  </table>`;
}
