import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { wordsOf } from './call';

/** Something could not be shown, with the way out. */
export const Problem = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => (
  <SectionMessage appearance="error" title="This could not be loaded">
    <div className="stack">
      <p>{wordsOf(error)}</p>
      <div>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </div>
  </SectionMessage>
);
