import { useState } from 'preact/hooks';
import { Field, Form, Title, useAction } from '../pages/ui/parts';
import { Account } from './account';
import { desk, type Occasion, type Schemas } from './calls';
import { NO_OCCASION, OccasionFields, occasionOf } from './parts';

interface Found {
  readonly account: Schemas['FoundAccount'];
  readonly identifier: string;
  readonly occasion: Occasion;
}

/** One account at a time, by the whole identifier that the customer told. */
export function FindAccount({ self }: { self: Schemas['Self'] }) {
  const [identifier, setIdentifier] = useState('');
  const [typed, setTyped] = useState(NO_OCCASION);
  const [found, setFound] = useState<Found>();
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    const occasion = occasionOf(typed);
    const asked = identifier.trim();
    setFound({ account: await desk.post<Schemas['FoundAccount']>('/v1/support/accounts/find', { identifier: asked, ...occasion }), identifier: asked, occasion });
  });
  if (found) return <Account self={self} {...found} back={() => { setFound(undefined); setIdentifier(''); }} />;
  return (
    <section class="card">
      <Title>Find an account</Title>
      <p class="soft">A search that finds nothing counts like one that does. If you look a customer up, you decide on none of their cases for seven days.</p>
      <Form go={go} failure={failure}>
        <Field label="E-mail address or telephone number" name="identifier" value={identifier} set={setIdentifier} autocomplete="off" most={400} />
        <OccasionFields typed={typed} set={setTyped} />
        <button disabled={busy}>Find</button>
      </Form>
    </section>
  );
}
