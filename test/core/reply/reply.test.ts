import type { Doubt } from '../../../src/core/reply/doubts';
import { readReply, type Reply, UNDOCUMENTED } from '../../../src/core/reply/reply';
import { NOW } from '../../support/vendor';

const read = (text: string, type = '', status = 200): Reply =>
  readReply({ kind: 'reply', status, header: (name) => (name === 'content-type' ? type : null), text }, NOW);

const PROLOGUES = [
  '',
  '\ufeff',
  ' \n\t',
  '<?xml version="1.0" encoding="UTF-8"?>\n',
  '<!-- maintenance -->\n',
  '<!-- a > b --><?php x ?>\r\n<!-- <p> -->',
  '<?xml version="1.0"?>\n<!DOCTYPE x [ <!ENTITY nbsp "&#160;"> ]>\n',
];
const PAGES = [
  '<html><body>log in',
  '<HTML lang=en>',
  '<!doctype html><p>',
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html>',
  '<xhtml:html xmlns:xhtml="http://www.w3.org/1999/xhtml">',
  '<x:page xmlns:x="http://www.w3.org/1999/xhtml">',
  '<head><title>Sign in</title>',
  '<body onload="go()">',
  '<title>503</title>',
  '<script>location="/login"</script>',
  '<form action="/login">',
  '<h1>Not found</h1>',
  '<center>nginx</center>',
  '<p>Gone',
];

it.each(PROLOGUES.flatMap((prologue) => PAGES.map((page) => prologue + page)))(
  'takes a page for no answer: %j',
  (text) => {
    for (const status of [200, 204, 404, 503])
      expect(read(text, 'text/plain', status)).toMatchObject({ kind: 'unexpected', status });
  },
);

it.each(['text/html', 'TEXT/HTML; charset=utf-8', ' application/xhtml+xml', 'application/xhtml+xml;charset=UTF-8'])(
  'takes whatever is typed %j for a page',
  (type) => {
    expect(read('{}', type).kind).toBe('unexpected');
    expect(read('', type, 404).kind).toBe('unexpected');
  },
);

it('takes no content for what it is, whatever type is said of it', () => {
  expect(read('', 'text/html', 204)).toMatchObject({ kind: 'reply', status: 204 });
  for (const [text, status] of [
    ['', 200],
    ['<html>', 204],
  ] as const)
    expect(read(text, 'text/html', status).kind).toBe('unexpected');
});

it('takes a page inside a JSON text, and a comment without an end, for a page', () => {
  expect(read(JSON.stringify('<!doctype html>')).kind).toBe('unexpected');
  expect(read('<!-- we will be right back').kind).toBe('unexpected');
});

it.each([
  ['<?xml version="1.0"?><result>deleted</result>', 'application/xml'],
  ['<users/>', 'text/xml'],
  ['<b64>x</b64>', ''],
  ['{"html":"<p>"}', 'application/vnd.html-like+json'],
  ['OK', 'text/plain'],
])('takes %j for no page', (text, type) => {
  expect(read(text, type).kind).toBe('reply');
});

const json = (body: unknown) => read(JSON.stringify(body)).kind;

it.each<[unknown]>([
  [{ success: false }],
  [{ success: false, error: 'user could not be deleted' }],
  [{ Success: 'false' }],
  [{ success: 0 }],
  [{ success: null }],
  [{ success: [], failed: ['a'] }],
  [{ isSuccess: false }],
  [{ ok: false }],
  [{ ok: 'no' }],
  [{ error: 'no' }],
  [{ error: true }],
  [{ error: {} }],
  [{ error: '' }],
  [{ error: { code: 7 } }],
  [{ error_description: 'x' }],
  [{ errorMessage: 'x' }],
  [{ errorCode: 17 }],
  [{ hasErrors: true }],
  [{ errors: ['x'] }],
  [{ errors: { email: ['x'] } }],
  [{ errors: 'x' }],
  [{ data: { deleteUser: null }, errors: [{ message: 'not allowed' }] }],
  [{ data: { customerRequestDataErasure: { userErrors: [{ code: 'DOES_NOT_EXIST' }] } } }],
  [{ deletion_errors: [{ id: 1 }] }],
  [{ result: { success: false } }],
  [{ response: { data: { ok: false } } }],
  [[{ success: false, errors: [] }]],
  [{ results: [{ success: true }, { success: false }] }],
  [{ status: 'error', message: 'Deletion failed' }],
  [{ status: 'FAILED' }],
  [{ status: 'not_found' }],
  [{ status: 404 }],
  [{ items: [{ id: 1, status: 404 }] }],
  [{ responses: [{ status: 200 }, { status: 500 }] }],
  [{ status: '500' }],
  [{ status: false }],
  [{ status: { code: 403 } }],
  [{ statusCode: 404, message: 'Resource not found' }],
  [{ status_code: 401 }],
  [{ code: 40401 }],
  [{ code: -1 }],
  [{ code: 'USER_NOT_FOUND' }],
  [{ code: 'InvalidArgument' }],
  [{ code: 'BadRequest' }],
  [{ data: { code: 422 } }],
  [{ failed: 1 }],
  [{ failed_files: ['a'] }],
  [{ message: 'Error: no such user' }],
  [{ message: 'The user could not be deleted' }],
  [{ fault: { faultstring: 'x' } }],
  [false],
  ['error'],
])('takes a body that carries an error for no success: %j', (body) => {
  expect(json(body)).toBe('unexpected');
});

it.each<[unknown]>([
  [{ deleted: 0, message: 'success' }],
  [{ deleted: '0' }],
  [{ deleted: false }],
  [{ deleted: null }],
  [{ deleted: [] }],
  [{ deletedCount: 0 }],
  [{ deleted_count: 0 }],
  [{ rowsAffected: 0 }],
  [{ affected_rows: 0 }],
  [{ usersDeleted: 0 }],
  [{ numRemoved: 0 }],
  [{ ok: 1, nDeleted: 0 }],
  [{ isDeleted: 'no' }],
  [{ was_deleted: false }],
  [{ deleted: 'pending' }],
  [{ deleted: 'failed' }],
  [{ deleted: 'would be' }],
  [{ count: 0 }],
  [{ total: 0 }],
  [{ data: { removed: 0 } }],
  [{ result: { n: 0 } }],
  [{ accepted: 0 }],
])('takes a count of nobody for no success: %j', (body) => {
  expect(json(body)).toBe('unexpected');
});

it.each<[unknown]>([
  [{}],
  [true],
  [1],
  [['u-17']],
  [[1, 0]],
  [{ success: true }],
  [{ success: 'true', error: null, errors: [] }],
  [{ ok: 1 }],
  [{ error: false }],
  [{ errors: {} }],
  [{ errorCode: 0, errorMessage: '' }],
  [{ status: 'deleted' }],
  [{ status: 'ok', code: 0 }],
  [{ status: 200 }],
  [{ status: 'default' }],
  [{ state: 'notified' }],
  [{ result: 'NO_ERROR' }],
  [{ deleted: 1, failed: 0, errors: 0 }],
  [{ deleted: true }],
  [{ isDeleted: 'yes', nDeleted: 1, deletedIds: 'u-17' }],
  [{ items: [{ id: 1, status: 200 }] }],
  [{ message: 'User deleted. This cannot be undone.' }],
  [{ errorCount: 0, remaining: 0 }],
  [{ deleted: 1, skipped: 0, notFound: [], ignored: 'none', pending: 0, dryRun: false }],
  [{ deleted: true, note: 'x', notes: ['y'], notified: true, notification: 'sent' }],
  [{ found: true, deleted: true, completed: true, livemode: true, deletedAt: '2026-11-22' }],
  [{ message: 'Done. No errors. Everything was deleted.' }],
  // What belongs to the person who was deleted is no word about the deletion.
  [{ user: { status: 'blocked', code: 404, count: 0, deleted: false } }],
  [{ id: 404 }],
])('finds nothing wrong with %j', (body) => {
  expect(json(body)).toBe('reply');
});

it.each<[string, unknown]>([
  ['a denial', { notFound: true }],
  ['a denial', { notFound: ['k'] }],
  ['a denial', { NOT_FOUND: 1 }],
  ['a denial', { notDeleted: ['k'] }],
  ['a denial', { found: false }],
  ['a denial', { exists: false }],
  ['a denial', { skipped: 1 }],
  ['a denial', { skippedCount: 1 }],
  ['a denial', { data: { ignored: ['k'] } }],
  ['a denial', { unchanged: true }],
  ['a denial', { rejected: ['k'] }],
  ['a denial', { acknowledged: false }],
  ['a denial', { message: 'No users were deleted' }],
  ['a denial', { message: 'Deleted 0 users' }],
  ['nothing', 0],
  ['nothing', ''],
  ['nothing', '0'],
  ['nothing', null],
  ['nothing', []],
  ['nothing', [[]]],
  ['nothing', [null]],
  ['nothing', { data: null }],
  ['nothing', { results: [] }],
  ['a denial', -1],
  ['a denial', 404],
  ['a denial', 'no'],
  ['a denial', ['NOT_FOUND']],
  ['not yet', { status: 'pending' }],
  ['not yet', { state: 'queued' }],
  ['not yet', { status: 'queued', code: 202 }],
  ['not yet', { status: 'IN_PROGRESS' }],
  ['not yet', { status: 'scheduledForDeletion' }],
  ['not yet', { job: { state: 'running' } }],
  ['not yet', { result: { status: 'accepted' } }],
  ['not yet', { pending: 1 }],
  ['not yet', { queued: true }],
  ['not yet', { scheduled_for: '2026-12-01' }],
  ['not yet', { done: false }],
  ['not yet', { deletedAt: null }],
  ['not yet', { message: 'The user will be deleted within 30 days' }],
  ['not yet', { message: 'Request accepted' }],
  ['not yet', 'PENDING'],
  ['only as if', { dryRun: true }],
  ['only as if', { dry_run: 1, deleted: 1 }],
  ['only as if', { wouldDelete: 1 }],
  ['only as if', { would_delete: ['k'] }],
  ['only as if', { simulated: true, deleted: true }],
  ['only as if', { mode: 'dry-run', deleted: 1 }],
  ['only as if', { deleted: true, livemode: false }],
  ['only as if', { message: '1 user would be deleted' }],
])('takes what says %s for no success: %j', (_, body) => {
  expect(json(body)).toBe('unexpected');
});

it.each(['0', 'NO', 'no.', '-1', 'None', 'nobody', 'null', 'pending', 'Queued', 'NOT_FOUND', 'dry run', ' 0\n', '404'])(
  'takes the text %j for no success',
  (text) => {
    expect(read(text, 'text/plain').kind).toBe('unexpected');
  },
);

it.each(['OK', 'Deleted', 'done', '1', 'true', '', ' \n'])('finds nothing wrong with the text %j', (text) => {
  expect(read(text, 'text/plain').kind).toBe('reply');
});

it.each([
  '{"error":"x","error":null}',
  '{"error":"x","err\\u006fr":null}',
  '{"data":{"deleted":0,"deleted":1}}',
  '[{"a":1},{"success":false , "success" : true}]',
])('takes what says two things under one name for no answer: %j', (text) => {
  expect(read(text).kind).toBe('unexpected');
  expect(read(text, '', 404).kind).toBe('unexpected');
});

it('takes no colon in a text, and no name in two objects, for a name that stands twice', () => {
  expect(read('{"a":"\\"b\\":","b":[{"a":"b\\\\"},{"a":": \\"a\\":"}],"__proto__":{"a":1}}').kind).toBe('reply');
});

it.each([
  '<soap:Fault/>',
  '<s:Envelope><s:Body><soap:Fault/></s:Body></s:Envelope>',
  '<r><success>false</success></r>',
  '<r><deleted>0</deleted></r>',
  '<r><x:status code="1"> pending </x:status></r>',
])('takes XML that says no for no success: %j', (text) => {
  expect(read(text, 'application/xml').kind).toBe('unexpected');
});

it('takes an unproven answer of a vendor who documents none for what it is, and a denial never', () => {
  const given = (body: unknown) =>
    readReply({ kind: 'reply', status: 200, header: () => null, text: JSON.stringify(body) }, NOW, UNDOCUMENTED).kind;
  for (const body of [[], null, { status: 'queued' }]) expect(given(body)).toBe('reply');
  for (const body of [{ deleted: 0 }, { notFound: true }, { dryRun: true }, 'no'])
    expect(given(body)).toBe('unexpected');
});

it.each(['Error: unknown user', 'ERR 17', 'Failed', 'access denied', 'false', '<error>x</error>', 'User not deleted'])(
  'takes a text that says it failed for no success: %j',
  (text) => {
    expect(read(text).kind).toBe('unexpected');
  },
);

it('takes a fault in an envelope for no success', () => {
  expect(read('<?xml version="1.0"?><s:Envelope><s:Body><s:Fault><x/></s:Fault></s:Body></s:Envelope>').kind).toBe(
    'unexpected',
  );
});

it.each(['{"a":', '{', '[1,2', '[{"a":1}', '["a"', '{"status":"deleted"'])(
  'takes a part of an answer for none: %j',
  (text) => {
    expect(read(text).kind).toBe('unexpected');
  },
);

it.each(['\u001f\u008b\b\u0000', '\u0000{}', 'a\u0000b'])('takes bytes that are no text for no answer: %j', (text) => {
  expect(read(text).kind).toBe('unexpected');
  expect(read(text, '', 404).kind).toBe('unexpected');
});

it('reads JSON behind a byte order mark', () => {
  expect(read('\ufeff{"status":"deleted"}')).toMatchObject({ kind: 'reply', json: { status: 'deleted' } });
});

it('reads nothing that is nested deeper than any answer is', () => {
  const nested = (depth: number) => '['.repeat(depth) + '1' + ']'.repeat(depth);
  expect(read(nested(100)).kind).toBe('reply');
  for (const status of [200, 404]) {
    expect(read(nested(101), '', status).kind).toBe('unexpected');
    expect(read(nested(500_000), '', status).kind).toBe('unexpected');
    expect(read('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), '', status).kind).toBe('unexpected');
  }
});

it('lets a failure carry whatever it carries', () => {
  expect(read('{"status":404,"error":"Not found"}', 'application/json', 404)).toMatchObject({
    kind: 'reply',
    json: { error: 'Not found' },
  });
});

it('lets a documented shape pass by name, and nothing beside it', () => {
  const allows = ({ at }: Doubt) => at.join('/') === 'total';
  const given = (body: unknown) =>
    readReply({ kind: 'reply', status: 200, header: () => null, text: JSON.stringify(body) }, NOW, {
      source: 'https://vendor.example/docs',
      allows,
    }).kind;
  expect(given({ total: 0, data: [] })).toBe('reply');
  expect(given({ total: 0, error: 'x' })).toBe('unexpected');
  expect(given({ data: { total: 0 } })).toBe('unexpected');
});
