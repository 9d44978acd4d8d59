/**
 * Previews a bulk: what would happen to every issue that a query finds.
 */
import { AppError } from '../../core/app-error';
import { type Bulk, type BulkRow, isToRun, MOST_ISSUES } from '../../core/bulk';
import { type ErrorCode } from '../../core/error-code';
import { mask } from '../../core/person/mask';
import { secondsAskedFor } from '../../core/throttled-error';
import type { Settings } from '../../core/settings/schema';
import type { Issue } from '../../ports/issues';
import type { Ports } from '../../ports/ports';
import { errorWords } from '../../words/errors';
import { type Assessment, assessIssue } from '../locate/assess';
import { fieldsOf } from '../locate/locate';
import { refusedBy, whyNotFound } from '../locate/why-not-found';
import { AT_ONCE } from './run';
import { inPortions } from '../../lib/portions';

const refusedRow = (issue: Issue, code: ErrorCode, said: string | null = null): BulkRow => ({
  issueId: issue.id,
  issueKey: issue.key,
  verdict: 'refused',
  code,
  said,
  person: null,
  mask: null,
  source: null,
  calls: 0,
  tries: 0,
  became: null,
});
async function rowOf(ports: Ports, assessment: Assessment): Promise<BulkRow> {
  const { issue, settings, located, verdict, plan } = assessment;
  if (verdict.kind === 'refuse')
    return refusedRow(issue, verdict.code, errorWords(refusedBy(verdict.code, assessment)));
  if (located.kind === 'refused')
    return refusedRow(issue, located.code, errorWords(whyNotFound(located, issue, settings)));
  const person = await ports.addresses.personId(located.person.email);
  const begun = await ports.claims.claimed(issue.id, person);
  return {
    ...refusedRow(issue, 'busy'),
    verdict: begun === null ? verdict.kind : 'begun',
    code: null,
    person,
    mask: mask(located.person.email),
    source: located.source.kind,
    calls: plan.length,
  };
}
/** Who asks: a person who sees many people at once, and confirms none of those who are unsure. */
export const AS_PREVIEWED = { as: 'user', attended: true, confirmed: false, unattendedThisHour: 0 } as const;

async function lookAt(ports: Ports, settings: Settings, issue: Issue, mayEdit: boolean): Promise<BulkRow> {
  if (!mayEdit) return refusedRow(issue, 'not-permitted');
  try {
    return await rowOf(ports, await assessIssue(ports, settings, issue, AS_PREVIEWED));
  } catch (error) {
    // For a quota nobody is refused: the page is asked for again.
    if (error instanceof AppError && secondsAskedFor(error) === null) return refusedRow(issue, error.code);
    throw error;
  }
}
const newBulk = (ports: Ports, accountId: string): Bulk => ({
  id: ports.system.newId(),
  accountId,
  status: 'previewing',
  at: ports.system.now(),
  pages: [],
  issues: 0,
  runnable: 0,
  people: null,
  refusedBefore: 0,
  begunBefore: 0,
  isCut: false,
  page: 0,
  begun: 0,
  awaiting: 0,
  refused: 0,
  pause: 0,
  version: '',
});
/** Pages that are read side by side. */
const PAGES_AT_ONCE = 10;
/** How many people would be erased: one may have asked by more than one issue. */
async function peopleOf({ bulks }: Ports, before: readonly string[], last: readonly BulkRow[]): Promise<number> {
  const people = new Set<string | null>();
  const add = (rows: readonly BulkRow[]) => {
    for (const { person } of rows.filter(isToRun)) people.add(person);
  };
  add(last);
  for (const rows of await inPortions(before, PAGES_AT_ONCE, (key) => bulks.page(key))) add(rows);
  return people.size;
}
/** What the next page of a preview showed, and where it stopped: null at the end. */
export interface Previewed {
  readonly bulk: Bulk;
  readonly rows: readonly BulkRow[];
  readonly next: string | null;
}
/** Which preview goes on, and where its last page ended. */
interface GoingOn {
  readonly id: string;
  readonly next: string;
}

/**
 * The bulk that a page is added to: the one that goes on, or a new one in place of the last one.
 * @throws AppError `bulk-running`; `preview-again` where another preview was begun meanwhile
 */
async function bulkFor(ports: Ports, accountId: string, goingOn: GoingOn | null): Promise<Bulk> {
  const current = await ports.bulks.of(accountId);
  if (current?.status === 'running') throw new AppError('bulk-running');
  if (goingOn === null) return { ...newBulk(ports, accountId), version: current?.version ?? '' };
  if (current?.status !== 'previewing' || current.id !== goingOn.id) throw new AppError('preview-again');
  return current;
}

const countOf = (rows: readonly BulkRow[], verdict: BulkRow['verdict']): number =>
  rows.filter((one) => one.verdict === verdict).length;

/** The bulk with one more page of rows. */
const withPage = (bulk: Bulk, page: string, rows: readonly BulkRow[]): Bulk => ({
  ...bulk,
  pages: [...bulk.pages, page],
  issues: bulk.issues + rows.length,
  runnable: bulk.runnable + rows.filter(isToRun).length,
  refusedBefore: bulk.refusedBefore + countOf(rows, 'refused'),
  begunBefore: bulk.begunBefore + countOf(rows, 'begun'),
});

/** Looks at issues, as the asking user. */
async function lookAtAll(ports: Ports, settings: Settings, issues: readonly Issue[]): Promise<BulkRow[]> {
  const ids = issues.map(({ id }) => id);
  const editable = await ports.permissions.permitted('EDIT_ISSUES', ids);
  return inPortions(issues, AT_ONCE, (issue) => lookAt(ports, settings, issue, editable.has(issue.id)));
}

/**
 * Looks at a page of issues, as the asking user, and keeps what it showed.
 * @param goingOn which preview goes on, and where its last page ended; null begins a new one, in place of the last one
 * @throws AppError `bad-jql`; `bulk-running`; `preview-again` where another preview was begun meanwhile
 */
export async function previewPage(
  ports: Ports,
  accountId: string,
  jql: string,
  goingOn: GoingOn | null,
): Promise<Previewed> {
  const { bulks, issueSearch, system } = ports;
  const settings = await ports.settings.read();
  const before = await bulkFor(ports, accountId, goingOn);
  const found = await issueSearch.search(jql, fieldsOf(settings), goingOn?.next ?? null);
  const room = MOST_ISSUES - before.issues;
  const rows = await lookAtAll(ports, settings, found.issues.slice(0, room));
  const page = system.newId();
  const isCut = found.issues.length > room || (rows.length === room && found.next !== null);
  const next = isCut ? null : found.next;
  const bulk: Bulk = {
    ...withPage(before, page, rows),
    status: next === null ? 'ready' : 'previewing',
    at: system.now(),
    people: next === null ? await peopleOf(ports, before.pages, rows) : null,
    isCut,
  };
  // Under a key that nobody else has: whoever previews beside this changes nothing that was shown.
  await bulks.savePage(page, rows);
  if (!(await bulks.save(bulk))) throw new AppError('preview-again');
  return { bulk, rows, next };
}
