import { tellsOfMore } from '../../../src/core/reply/more';

it.each<[unknown]>([
  [{ results: [], total: 7, next: 'https://x.example' }],
  [{ results: [], has_more: true }],
  [{ results: [], hasMore: 'true' }],
  [{ results: [], partial: true, warnings: ['shard 2 timed out'] }],
  [{ results: [], timed_out: true, _shards: { total: 5, failed: 0 } }],
  [{ results: [], _shards: { total: 5, failed: 5 } }],
  [{ results: [], next_page: 2 }],
  [{ results: [], '@odata.nextLink': 'https://x.example' }],
  [{ results: [], paging: { next: { after: '10' } } }],
  [{ results: [], meta: { pagination: { total: '3' } } }],
  [{ results: [], incomplete_results: true }],
  [{ results: [], isTruncated: true }],
  [{ results: [], totalSize: 1 }],
  [{ results: [], total_records: 1 }],
  [{ hits: { hits: [], total: { count: 2 } } }],
])('tells of more than nobody: %j', (json) => {
  expect(tellsOfMore(json, 0)).toBe(true);
});

it.each<[unknown]>([
  [{ results: [], total: 0, next: null, page: 1, per_page: 50 }],
  [{ results: [], count: '0', limit: 50, has_more: false, next: '' }],
  [{ results: [], took: 3, timed_out: false, _shards: { total: 5, successful: 5, failed: 0 } }],
  [{ results: [], paging: { next: { after: null } } }],
  [{ results: [], next: false }],
  [{ results: [], total_pages: 1, size: 20 }],
  [[]],
  [null],
  ['text'],
])('tells of no more than nobody: %j', (json) => {
  expect(tellsOfMore(json, 0)).toBe(false);
});

it('counts against what is listed, and leaves the records themselves alone', () => {
  const users = [{ id: 1, total: 99, next: 'x' }];
  expect(tellsOfMore({ users, total: 1 }, 1, users)).toBe(false);
  expect(tellsOfMore({ users, total: 2 }, 1, users)).toBe(true);
  const user = { id: 1, total: 99 };
  expect(tellsOfMore({ user, count: 1 }, 1, user)).toBe(false);
  expect(tellsOfMore(user, 1, user)).toBe(false);
});
