import { viewRecent } from '../app/view';
import { ERASURES_CALLS } from '../contract/erasures-calls';
import { portsOfThisInstallation } from '../forge/ports';
import { resolverFor } from './answer';

/** Answers the erasures page. What the asker may see is decided issue by issue. */
export const erasuresResolver = resolverFor(
  ERASURES_CALLS,
  { list: ({ cursor }) => viewRecent(portsOfThisInstallation())(cursor) },
  () => Promise.resolve(),
);
