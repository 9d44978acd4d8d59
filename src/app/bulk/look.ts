/**
 * Looks first, in bulk: what the providers hold of the people of a preview, a person after the other, so that no provider
 * is asked faster than it allows. Nothing of it is kept.
 */
import type { LookedRowView } from '../../contract/erasures-calls';
import { AppError } from '../../core/app-error';
import { type BulkRow, isToRun, PREVIEW_LASTS } from '../../core/bulk';
import { type HeldTogether, heldTogether } from '../../core/status/held';
import { secondsAskedFor } from '../../core/throttled-error';
import { SECOND } from '../../lib/time';
import type { Ports } from '../../ports/ports';
import { CHANGED_WORDS } from '../../words/bulk';
import { errorWords } from '../../words/errors';
import { togetherWords } from '../../words/look';
import { assess } from '../locate/assess';
import { assertFound } from '../locate/locate';
import { refusedBy } from '../locate/why-not-found';
import { lookAtAll } from '../look/look';
import { assertMayLook } from '../look/may-look';
import { AS_PREVIEWED } from './preview';

/** Nobody else is looked for once so much of an invocation is over: with the last it stays well within its 25 seconds. */
const ENOUGH = 6 * SECOND;
/** For so long a provider's rate is waited for. */
const PATIENCE = 9 * SECOND;

const kindOf = ({ found, nobody }: HeldTogether): LookedRowView['kind'] =>
  found > 0 ? 'found' : nobody > 0 ? 'nobody' : 'not-said';

/** Asks about the person whom a row was previewed for, and about nobody else. @throws AppError where nobody is asked */
async function askAbout(ports: Ports, { issueId, person: previewed }: BulkRow): Promise<HeldTogether> {
  const readAt = ports.system.now();
  const settings = await ports.settings.read();
  const assessment = await assess(ports, settings, issueId, AS_PREVIEWED);
  const { verdict, located, issue, plan } = assessment;
  if (verdict.kind === 'refuse') throw refusedBy(verdict.code, assessment);
  assertMayLook(assessment);
  const { person } = assertFound(located, issue, settings);
  if ((await ports.addresses.personId(person.email)) !== previewed)
    throw new AppError('mismatch', undefined, CHANGED_WORDS);
  const all = await lookAtAll(ports, plan, { settings, readAt, person, patience: PATIENCE });
  return heldTogether(all.map(({ held }) => held));
}

async function lookForRow(ports: Ports, row: BulkRow, mayEdit: boolean): Promise<LookedRowView> {
  const { issueKey } = row;
  try {
    if (!mayEdit) throw new AppError('not-permitted');
    const together = await askAbout(ports, row);
    return { issueKey, kind: kindOf(together), words: togetherWords(together) };
  } catch (error) {
    // What stands in everybody's way is said once; for a quota the same is asked for again.
    if (!(error instanceof AppError) || error.code === 'paused' || secondsAskedFor(error) !== null) throw error;
    return { issueKey, kind: 'not-said', words: errorWords(error) };
  }
}

/** Where a page of a preview is looked at, and from which of its rows on. */
export interface LookingAt {
  readonly id: string;
  readonly page: number;
  readonly from: number;
}

/**
 * Looks for the people of a page of the account's preview, as many as the time allows.
 * @returns what was found, and from which row on it goes on; null: the page is done
 * @throws AppError `preview-again` where that preview is not there any more; `paused`
 */
export async function lookAtPage(
  ports: Ports,
  accountId: string,
  { id, page, from }: LookingAt,
): Promise<{ rows: LookedRowView[]; next: number | null }> {
  const { bulks, permissions, system } = ports;
  const began = system.now();
  const bulk = await bulks.of(accountId);
  const isThere = bulk?.id === id && (bulk.status === 'ready' || bulk.status === 'stopped');
  if (!isThere || bulk.at < began - PREVIEW_LASTS) throw new AppError('preview-again');
  const key = bulk.pages[page];
  const all = key === undefined ? [] : await bulks.page(key);
  const ids = all.filter(isToRun).map(({ issueId }) => issueId);
  const editable = await permissions.permitted('EDIT_ISSUES', ids);
  const rows: LookedRowView[] = [];
  for (const [index, row] of all.entries()) {
    if (index < from || !isToRun(row)) continue;
    if (system.now() - began > ENOUGH) return { rows, next: index };
    rows.push(await lookForRow(ports, row, editable.has(row.issueId)));
  }
  return { rows, next: null };
}
