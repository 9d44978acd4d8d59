/**
 * What an admin says that an answer has to hold.
 */
import type { Answer } from '../../../src/core/reply/reply';
import { exampleOf, expectedInWords, isExpectation, isFulfilled } from '../../../src/providers/kit';

const answer = (body: unknown): Answer => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const json = typeof body === 'string' ? undefined : (JSON.parse(text) as unknown);
  return { kind: 'reply', status: 200, text, json, limit: { isReached: false, afterSeconds: undefined } };
};

it.each<[string, unknown, boolean]>([
  ['/deleted >= 1', { deleted: 1 }, true],
  ['/deleted >= 1', { deleted: 2 }, true],
  ['/deleted >= 1', { deleted: '3' }, true],
  ['/deleted >= 1', { deleted: 0 }, false],
  ['/deleted >= 1', { deleted: true }, false],
  ['/deleted >= 1', { deleted: [1, 2] }, false],
  ['/deleted >= 1', { deleted: 'many' }, false],
  ['/deleted >= 1', {}, false],
  ['/deleted>=1', { deleted: 1 }, true],
  ['/deleted >=1', { deleted: 1 }, true],
  ['/deleted > 1', { deleted: 1 }, false],
  ['/deleted > 1', { deleted: 1.5 }, true],
  ['/deleted < 1', { deleted: 0 }, true],
  ['/deleted < 1', { deleted: 1 }, false],
  ['/deleted <= -1', { deleted: -1 }, true],
  ['/deleted <= 1', { deleted: 2 }, false],
  ['/deleted = 2', { deleted: 2 }, true],
  ['/deleted = 2', { deleted: '2' }, true],
  ['/deleted = 2', { deleted: 20 }, false],
  ['/status = deleted', { status: 'deleted' }, true],
  ['/status = deleted', { status: 'undeleted' }, false],
  ['/status = a = b', { status: 'a = b' }, true],
  ['/status=a=b', { status: 'a=b' }, true],
  ['/a=b = c', { 'a=b': 'c' }, true],
  ['/status =', { status: '' }, true],
  ['/data = null', { data: null }, true],
  ['/data = null', {}, false],
  ['/status != failed', { status: 'done' }, true],
  ['/status != failed', { status: 'failed' }, false],
  ['/status != 0', { status: '0.0' }, false],
  // What is not there is not different from anything.
  ['/status != failed', {}, false],
  ['/status != failed', 'done', false],
  ['/a~1b/~0c/0 = 1', { 'a/b': { '~c': [1] } }, true],
  ['/toString != x', {}, false],
  ['/deleted >= 1\n/status = done', { deleted: 1, status: 'done' }, true],
  ['/deleted >= 1\r\n\r\n  /status = done  ', { deleted: 1, status: 'open' }, false],
  ['/deleted >= 1\ndone', { deleted: 1, status: 'done' }, true],
  ['/deleted >= 1\ndone', { deleted: 1, status: 'done soon' }, false],
  ['', { any: 1 }, true],
])('%j of %j: %s', (expected, body, isSo) => {
  expect(isExpectation(expected)).toBe(true);
  expect(isFulfilled(answer(body), expected)).toBe(isSo);
});

it.each<[string, unknown, boolean]>([
  ['deleted', { status: 'deleted' }, true],
  ['deleted', { data: [{ state: ' deleted ' }] }, true],
  ['deleted', ['kept', 'deleted'], true],
  ['deleted', 'deleted\n', true],
  ['deleted', '"deleted"', false],
  ['deleted', '<r><s>deleted</s></r>', true],
  ['deleted', { status: 'not deleted' }, false],
  ['deleted', { status: 'undeleted' }, false],
  ['deleted', { status: 'Deleted' }, false],
  ['deleted', { deleted: false }, false],
  ['deleted', 'The user was not deleted.', false],
  ['deleted', '<r><s>not deleted</s></r>', false],
  ['deleted', '1 < 2 deleted', false],
  ['true', { ok: true }, true],
  ['1', { n: 1 }, true],
  ['1', { n: 10 }, false],
  // In its quotes a name, too.
  ['"username"', { username: 'jane' }, true],
  ['"username"', { login: 'username' }, true],
  ['"username"', { myusername: 'x' }, false],
  ['"0"', ['a'], false],
  ['{"ok":true}', { ok: true }, true],
])('the text %j is a whole value of %j: %s', (text, body, isSo) => {
  expect(isExpectation(text)).toBe(true);
  expect(isFulfilled(answer(body), text)).toBe(isSo);
});

it.each([
  ...['/deleted == 1', '/deleted => 1', '/deleted =< 1', '/deleted <> 1', '/deleted ~= 1', '/deleted === 1'],
  ...['/deleted contains 1', '/deleted', '/', '/a~2b = 1', '/deleted >= one', '/deleted >= 1 2', '/deleted > '],
  ...['/deleted >= 01', '/deleted >= 1e3', '/deleted > -', '/ok = 1\n/deleted is 1'],
])('%j says nothing that can be told', (expected) => {
  expect(isExpectation(expected)).toBe(false);
  expect(() => isFulfilled(answer({ deleted: 1 }), expected)).toThrow(SyntaxError);
});

it('finds a text in half a million values', () => {
  const many = Array.from({ length: 400_000 }, () => 1);
  expect(isFulfilled(answer({ many, last: 'deleted' }), 'deleted')).toBe(true);
  expect(isFulfilled(answer(many), 'deleted')).toBe(false);
});

it.each([
  ['/deleted >= 1', '/deleted is at least 1'],
  ['/a > 1\n/b < 2\n/c <= 3', '/a is more than 1 and /b is less than 2 and /c is at most 3'],
  ['/a~1b/~0c = x\n/d != y', '/a~1b/~0c is x and /d is not y'],
  ['/error =', '/error is empty'],
  ['done', 'the answer holds “done”'],
  ['', ''],
])('%j reads: %s', (expected, words) => {
  expect(expectedInWords(expected)).toBe(words);
});

it.each(['/a >= 1', '/a > 1', '/a <= 1', '/a < 1', '/a = x', '/a/b = 1\n/a/c != done', '/a != x\ndone\nwell', 'done'])(
  'an example of %j is one',
  (expected) => {
    expect(isFulfilled(answer(exampleOf(expected)), expected)).toBe(true);
  },
);
