import type { AppStory } from '../session/session';
import type { Colours } from '../session/output';
import { duration, paragraph } from './text';

export type { AppStory };

/** Which assembly it is, and how old. */
export function originText({ origin, now }: AppStory): string[] {
  if (origin === undefined) {
    return [];
  }
  const { shown, written, command } = origin;
  const how =
    command === undefined
      ? `written ${duration(now - written)} ago by an earlier synth`
      : `just written by: ${command}`;
  return [paragraph(`Assembly: ${shown}, ${how}`)];
}

/** What the app says of itself, and what is doubtful about it: information first, so that warnings stand next to the question. */
export function storyTexts({ notes, origin }: AppStory, colours: Colours): string[] {
  const lines = (level: 'info' | 'warning') =>
    notes.filter(note => note.level === level).map(({ path, text }) => `[${path}] ${text}`);
  const warnings = [...lines('warning'), ...(origin?.doubts ?? [])];
  return [
    ...lines('info').map(text => paragraph(`info: ${text}`)),
    ...warnings.map(text => paragraph(`${colours.yellow('warning:')} ${text}`)),
  ];
}

/** The same as data; see json-schema/plan.json. */
export const storyData = ({ notes, origin }: AppStory): object => ({
  assembly:
    origin === undefined
      ? null
      : {
          directory: origin.directory,
          written: new Date(origin.written).toISOString(),
          command: origin.command ?? null,
          doubts: origin.doubts,
        },
  notes: notes.map(({ level, path, text }) => ({ level, path, text })),
});
