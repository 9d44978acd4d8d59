import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { ProviderView } from '../../../../src/contract/admin-calls';
import { ADMIN } from '../../words/admin';

const WORDS = ADMIN.connections;

interface Props {
  readonly providers: readonly ProviderView[];
  readonly onChoose: (provider: ProviderView) => void;
  readonly onBack: () => void;
}

const holds = (wanted: string) => {
  const text = wanted.trim().toLowerCase();
  return ({ label, id, does }: ProviderView) => [label, id, does].some((one) => one.toLowerCase().includes(text));
};

const Card = ({ provider, onChoose }: { provider: ProviderView; onChoose: Props['onChoose'] }) => (
  <div className="card" data-provider={provider.id}>
    <strong>{provider.label}</strong>
    <p className="small">{provider.does}</p>
    <p className="small quiet">{provider.promise}</p>
    {provider.asked === null ? null : <p className="small quiet">{provider.asked}</p>}
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
);

/** Every provider there is, by the kind of system that it is, with what it does and what its success means. */
export function Gallery({ providers, onChoose, onBack }: Props) {
  const [wanted, setWanted] = useState('');
  const shown = providers.filter(holds(wanted));
  const categories = Object.entries(WORDS.categories).flatMap(([category, title]) => {
    const some = shown.filter((provider) => provider.category === category);
    return some.length === 0 ? [] : [{ category, title, some }];
  });
  return (
    <div className="stack">
      <p>{WORDS.which}</p>
      <Textfield
        aria-label={WORDS.searchProvider}
        placeholder={WORDS.searchProvider}
        value={wanted}
        onChange={(event) => {
          setWanted(event.currentTarget.value);
        }}
      />
      {categories.map(({ category, title, some }) => (
        <section key={category} className="stack" aria-label={title}>
          <Heading size="xsmall" as="h3">
            {title}
          </Heading>
          <div className="fields">
            {some.map((provider) => (
              <Card key={provider.id} provider={provider} onChoose={onChoose} />
            ))}
          </div>
        </section>
      ))}
      {shown.length === 0 ? <p className="quiet">{WORDS.noProvider}</p> : null}
      <div>
        <Button appearance="subtle" onClick={onBack}>
          {WORDS.back}
        </Button>
      </div>
    </div>
  );
}
