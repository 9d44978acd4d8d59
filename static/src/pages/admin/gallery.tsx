import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { ProviderView } from '../../../../src/contract/admin-calls';
import { OutsideLink } from '../../ui/outside-link';
import { ADMIN } from '../../words/admin';
import { SHARED } from '../../words/shared';

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
    {provider.keeps.length === 0 ? null : <p className="small quiet">{SHARED.notDeleted(provider.keeps.join(' '))}</p>}
    {provider.alsoDeletes === null ? null : <p className="small">{ADMIN.form.alsoDeletes(provider.alsoDeletes)}</p>}
    {provider.asked === null ? null : <p className="small quiet">{provider.asked}</p>}
    {provider.shutsOut === null ? null : <p className="small">{ADMIN.form.shutsOut(provider.shutsOut)}</p>}
    <div className="row">
      <Button
        onClick={() => {
          onChoose(provider);
        }}
      >
        {WORDS.connect(provider.label)}
      </Button>
      <span className="small">
        <OutsideLink href={provider.page}>{ADMIN.form.pageOf(provider.label)}</OutsideLink>
      </span>
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
      <p className="small quiet">{WORDS.ipLists}</p>
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
