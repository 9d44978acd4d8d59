import { viewTried } from '../../../src/app/connections/test';

it('says what a try of the key showed, and no more', () => {
  const words = (result: Parameters<typeof viewTried>[0]) => viewTried(result).sentence;
  expect(words({ kind: 'ok' })).toBe('The provider answered and took the key.');
  expect(words({ kind: 'ok', mayDelete: true })).toContain('says that it may delete');
  const failed = { kind: 'failed', outcome: { kind: 'refused', reason: 'credentials' } } as const;
  expect(words(failed)).toContain('refuses this connection’s key');
  expect(words({ ...failed, missing: ['delete:users', 'read:users'] })).toBe(
    'The provider took the key, but this is missing: delete:users, read:users.',
  );
});
