import SectionMessage from '@atlaskit/section-message';
import type { Notice as Kind } from '../../../src/contract/erasure-view';
import { SHARED } from '../words/shared';

/** What keeps every erasure from going on. */
export function Notice({ kind }: { kind: Kind | null }) {
  if (kind === null) return null;
  const { title, text } = SHARED.notices[kind];
  return (
    <SectionMessage appearance="warning" title={title}>
      <p>{text}</p>
    </SectionMessage>
  );
}
