import Button from '@atlaskit/button/new';
import type { ProviderView } from '../../../../src/contract/admin-calls';
import { ADMIN } from '../../words/admin';

const WORDS = ADMIN.connections;

interface Props {
  readonly providers: readonly ProviderView[];
  readonly onChoose: (provider: ProviderView) => void;
  readonly onBack: () => void;
}

/** Every provider there is, with what it does and what its success means. */
export const Gallery = ({ providers, onChoose, onBack }: Props) => (
  <div className="stack">
    <p>{WORDS.which}</p>
    <div className="fields">
      {providers.map((provider) => (
        <div key={provider.id} className="card" data-provider={provider.id}>
          <strong>{provider.label}</strong>
          <p className="small">{provider.does}</p>
          <p className="small quiet">{provider.promise}</p>
          <div>
            <Button
              onClick={() => {
                onChoose(provider);
              }}
            >
              {WORDS.connect(provider.label)}
            </Button>
          </div>
        </div>
      ))}
    </div>
    <div>
      <Button appearance="subtle" onClick={onBack}>
        {WORDS.back}
      </Button>
    </div>
  </div>
);
