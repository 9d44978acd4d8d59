import { keptSince, keptWords } from '../../src/words/keeps';
import { eventSentence } from '../../src/words/receipt-page';
import { leftThere } from '../../src/app/sync/left-there';
import { step } from '../support/builders';
import { NOW } from '../support/vendor';

const KEEPS = [{ what: 'Tickets' }, { what: 'Copies in back-ups', days: 30 }];

it('says what is not deleted, before and since a deletion', () => {
  expect(keptWords(KEEPS)).toEqual(['Tickets.', 'Copies in back-ups, for 30 days.']);
  expect(keptSince(KEEPS, NOW)).toEqual(['Tickets.', 'Copies in back-ups, until 22 December 2026 (UTC).']);
});

it('stands in the evidence for every provider that deleted, or will', () => {
  const of = (provider: string, outcome: 'deleted' | 'absent') =>
    step({
      connectionId: `${provider}-1`,
      provider,
      status: 'done',
      phase: 'final',
      outcome: { kind: outcome },
      at: NOW,
    });
  const left = leftThere([of('hubspot', 'deleted'), of('zendesk', 'absent'), of('quickhelp', 'deleted')]);
  expect(left).toMatchObject([{ connection: 'hubspot-1', provider: 'hubspot' }]);
  expect(left[0]?.words).toContain('Copies that HubSpot has not purged yet, until 22 December 2026 (UTC).');
  const finished = { kind: 'finished', status: 'completed', n: 9, at: '', prev: '', hash: '', left } as const;
  expect(eventSentence(finished)).toContain(
    'Finished: completed. Not deleted at hubspot-1 (hubspot): Copies that HubSpot has not purged yet, until 22 December',
  );
});
