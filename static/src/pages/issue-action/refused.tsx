import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { view } from '@forge/bridge';
import type { Preview } from '../../../../src/contract/agent-calls';

type RefusedPreview = Extract<Preview, { kind: 'refused' }>;

const TITLES: Partial<Record<string, string>> = {
  'no-address': 'No address found',
  'invalid-address': 'The address is not valid',
  ambiguous: 'More than one address',
  'not-configured': 'Not set up yet',
  paused: 'Deletions are paused',
};

/** Why nothing can be started, and the way out. */
export const Refused = ({ refused, onLookAgain }: { refused: RefusedPreview; onLookAgain: () => void }) => (
  <>
    <SectionMessage appearance="warning" title={TITLES[refused.code] ?? 'Nobody can be deleted from here'}>
      <div className="stack">
        <p>{refused.message}</p>
        {refused.seen.length === 0 ? null : (
          <div>
            <p>Seen on the issue:</p>
            <ul>
              {refused.seen.map((address) => (
                <li key={address}>{address}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </SectionMessage>
    <div className="row end">
      <Button onClick={onLookAgain}>Look again</Button>
      <Button appearance="primary" onClick={() => void view.close()}>
        Close
      </Button>
    </div>
  </>
);
