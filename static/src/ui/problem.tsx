import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { SHARED } from '../words/shared';
import { wordsOf } from './call';

/** Something could not be shown, with the way out. */
export const Problem = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => (
  <SectionMessage appearance="error" title={SHARED.notLoaded}>
    <div className="stack">
      <p>{wordsOf(error)}</p>
      <div>
        <Button onClick={onRetry}>{SHARED.tryAgain}</Button>
      </div>
    </div>
  </SectionMessage>
);

/** Why something that was asked for did not happen, right where it was asked for. */
export const Complaint = ({ words }: { words: string | null }) =>
  words === null ? null : (
    <p className="error" role="alert">
      {words}
    </p>
  );
