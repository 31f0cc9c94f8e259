import { type Html, html } from './html';

/** A status in the colour of what it means. */
export function status(text: string): Html {
  const look = /FAILED|ERROR|ROLLBACK_COMPLETE|DRIFT/.test(text)
    ? 'bad'
    : /PROGRESS|PENDING|SYNCHRONIZING/.test(text)
      ? 'busy'
      : 'good';
  return html`<span class="status ${look}">${text}</span>`;
}
