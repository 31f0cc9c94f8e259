import { findingsData, findingsText } from '../report/drift-report';
import { unmetData, unmetTexts } from '../report/existing-report';
import { commandText, paragraph } from '../report/text';
import type { SelectionFlags } from '../session/flags';
import type { SessionWith } from '../session/session';
import { blindSpots, isComplete } from '../status/model';
import { againIn } from './command-line';
import { look } from './looking';
import { EXIT } from './run';

/** What is not as declared although everything was deployed. */
export interface Rest {
  readonly texts: readonly string[];
  readonly data: object;
  readonly code: number;
}

/** Where nothing was looked at, since more than that is wrong. */
export const NOT_LOOKED_AT: Rest = { texts: [], data: { findings: [], unknown: [], existing: [] }, code: EXIT.ok };

/** Looks at everything once more, as status does: a deployment never says that all is there where status would not. */
export async function restOf(session: SessionWith<SelectionFlags>): Promise<Rest> {
  const { state } = await look(session);
  const unknown = blindSpots(state);
  const data = { findings: findingsData(state.findings), unknown, existing: unmetData(state.existing.unmet) };
  if (isComplete(state)) {
    return { texts: [], data, code: EXIT.ok };
  }
  const blind = `${unknown.join(', ')} could not be read after that, so it is not known whether all of it is in place.`;
  const texts = [
    ...unmetTexts(state.existing.unmet, session.output.colours),
    ...findingsText(state.findings, againIn(session), session.output.colours),
    ...(unknown.length > 0 ? [paragraph(blind)] : []),
    commandText('Not everything is as it is declared. What is not:', againIn(session)('status')),
  ];
  return { texts, data, code: EXIT.failed };
}
