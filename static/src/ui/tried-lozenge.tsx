import Lozenge from '@atlaskit/lozenge';
import type { Tried } from '../../../src/contract/tried';
import { SHARED } from '../words/shared';

const LOOKS = { ok: 'success', failed: 'removed', 'no-harmless-call': 'default' } as const;

/** What a harmless call to a provider has shown. */
export const TriedLozenge = ({ kind }: Pick<Tried, 'kind'>) => (
  <Lozenge appearance={LOOKS[kind]}>{SHARED.tried[kind]}</Lozenge>
);
