/**
 * Of what kind each doubt about a reply is: a vendor's documented shape may explain one kind and no other.
 */
import { doubtsIn, isTooDeep, saysNoMoreThanNobody } from '../../../src/core/reply/doubts';
import type { Saying } from '../../../src/core/reply/sayings';

const kindsIn = (json: unknown): Saying[] => [...new Set(doubtsIn(JSON.stringify(json), json).map(({ kind }) => kind))];
const kindsOfText = (text: string): Saying[] => [...new Set(doubtsIn(text, undefined).map(({ kind }) => kind))];

const ERRORS: readonly unknown[] = [
  { success: false },
  { success: 0 },
  { success: ' no ' },
  { success: [] },
  { ok: null },
  { error: 'x' },
  { error: true },
  { error: 0 },
  { error: '' },
  { errors: ['x'] },
  { data: { inner: { errors: { a: 1 } } } },
  { errorMessage: 'gone wrong' },
  { failedIds: [7] },
  { message: 'could not be deleted' },
  { message: 'Error: no rights' },
  { status: false },
  { status: 404 },
  { status: ' 404 ' },
  { status: 40_401 },
  { status: 4041 },
  { code: -1 },
  { code: '-1.5' },
  { state: 'FAILED' },
  { result: 'not_found' },
  { skipped: 1 },
  { notDeleted: ['7'] },
  { not_processed: 3 },
  { kept: 'yes' },
  [false],
  ['ok', 'failed'],
  'no',
  'denied',
  404,
  -7,
  false,
];
const NOBODY: readonly unknown[] = [
  { deleted: 0 },
  { deleted: '0' },
  { deleted: ' no ' },
  { deletedCount: [] },
  { isDeleted: false },
  { found: false },
  { exists: 0 },
  { matches: [] },
  { notFound: ['x'] },
  { missing: 2 },
  { unknownContacts: 1 },
  { count: 0 },
  { total: '0' },
  { total: ' no ' },
  { data: [] },
  { results: null },
  { payload: '0' },
  [],
  [null, ''],
  [[0], ['none']],
  'nobody',
  '0',
  '+0.00',
  'None.',
  '',
  0,
  null,
];
const LATER: readonly unknown[] = [
  { status: 'pending' },
  { state: 'IN_PROGRESS' },
  { deleted: 'queued' },
  { done: false },
  { deletedAt: null },
  { completed: 0 },
  { pending: 1 },
  { enqueued: true },
  { isProcessing: true },
  { message: 'The deletion was received and will be processed' },
  ['queued'],
  'scheduled',
  'The contact will be deleted soon',
];
const AS_IF: readonly unknown[] = [
  { dryRun: true },
  { isSimulation: 'yes' },
  { wouldDelete: 3 },
  { livemode: false },
  { mode: 'test' },
  { mode: 'dry-run' },
  { message: 'Simulated: 1 contact' },
  'dry run',
];

it.each<[Saying, readonly unknown[]]>([
  ['error', ERRORS],
  ['nobody', NOBODY],
  ['later', LATER],
  ['as-if', AS_IF],
])('is %s and nothing else', (kind, bodies) => {
  for (const body of bodies) expect([body, kindsIn(body)]).toEqual([body, [kind]]);
});

it.each<[unknown]>([
  [{ success: true }],
  [{ success: 'yes' }],
  [{ success: ['7'] }],
  [{ error: null }],
  [{ error: false }],
  [{ errors: [] }],
  [{ errors: ' none ' }],
  [{ data: { error: 0 } }],
  [{ status: 200 }],
  [{ status: '200' }],
  [{ status: 4 }],
  [{ status: 404_404_404 }],
  [{ status: 1404 }],
  [{ status: '4041234' }],
  [{ status: null }],
  [{ deleted: 1 }],
  [{ deleted: '1' }],
  [{ deleted: ['7'] }],
  [{ found: true }],
  [{ done: true }],
  [{ deletedAt: '2026-11-22' }],
  [{ livemode: true }],
  [{ mode: 'live' }],
  [{ mode: 7 }],
  [{ pending: 0 }],
  [{ skipped: [] }],
  [{ count: 3 }],
  [{ count: null }],
  [{ count: ['a'] }],
  [{ message: 7 }],
  [{ data: 'x', more: [] }],
  [{ person: { email: 'x', skipped: 1 } }],
  [['7', '8']],
  [[404, 7]],
  ['done'],
  [true],
  [7],
])('doubts nothing of %j', (body) => {
  expect(kindsIn(body)).toEqual([]);
});

it('says where a doubt stands, and what stands there', () => {
  expect(doubtsIn('', { data: { status: 'failed' } })).toEqual([
    { kind: 'error', at: ['data', 'status'], value: 'failed' },
  ]);
  expect(doubtsIn('', { results: [] })).toEqual([{ kind: 'nobody', at: ['results'], value: [] }]);
  expect(doubtsIn('"no"', 'no')).toEqual([{ kind: 'error', at: [], value: 'no' }]);
  expect(doubtsIn('denied', undefined)).toEqual([{ kind: 'error', at: [], value: 'denied' }]);
});

it.each<[string, readonly Saying[]]>([
  ['<error>x</error>', ['error']],
  ['<a:fault>x</a:fault>', ['error']],
  ['<Envelope><soap:Fault >x</soap:Fault></Envelope>', ['error']],
  ['<result><status> pending </status></result>', ['later']],
  ['<result><deleted>0</deleted></result>', ['nobody']],
  ['<result><dryRun>true</dryRun></result>', ['as-if']],
  ['<result><status>done</status><id>404</id></result>', []],
  ['<result><status></status></result>', []],
])('reads XML: %s', (text, kinds) => {
  expect(kindsOfText(text)).toEqual(kinds);
});

it.each<[Saying, unknown, boolean]>([
  ['nobody', 0, true],
  ['later', 0, false],
  ['as-if', null, false],
  ['error', 404, true],
  ['error', 40_401, true],
  ['error', 1500, true],
  ['error', 500, false],
  ['error', 503, false],
  ['error', 50_301, false],
  ['error', ' 404 ', true],
  ['error', '40401', true],
  ['error', '500', false],
  ['error', 'x404', false],
  ['error', '404 x', false],
  ['error', '14', false],
  ['error', 'user_not_found', true],
  ['error', 'No such contact', true],
  ['error', 'It doesn’t exist', true],
  ['error', ' failed ', true],
  ['error', 'bad_request', true],
  ['error', 'failed: the list is locked', false],
  ['error', 'the token is missing', false],
  ['error', false, true],
  ['error', null, true],
  ['error', ['x'], false],
  ['error', { code: 404 }, false],
])('%s of %j says no more than that nobody is there: %s', (kind, value, isNoMore) => {
  expect(saysNoMoreThanNobody({ kind, at: [], value })).toBe(isNoMore);
});

it('finds what is nested deeper than any vendor nests', () => {
  const nested = (depth: number): unknown => (depth === 0 ? {} : { a: nested(depth - 1) });
  expect([isTooDeep(nested(99)), isTooDeep(nested(100)), isTooDeep('text'), isTooDeep(null)]).toEqual([
    false,
    true,
    false,
    false,
  ]);
});
