import { useState } from 'preact/hooks';
import { client, Refusal } from '../api/client';
import { Field, Form, Told, useAction } from '../ui/parts';
import { useQuestionWords } from '../words/questions/words';

interface ClaimantFactorProps {
  readonly token: string;
  readonly added: () => Promise<void>;
}

/** Takes one code of the account's authenticator app. Neither this page nor the API says whether it is right. */
export function ClaimantFactor({ token, added }: ClaimantFactorProps) {
  const [code, setCode] = useState('');
  const [noted, setNoted] = useState(false);
  const { busy, failure, run } = useAction();
  const words = useQuestionWords()?.factor;
  if (words === undefined) return null;
  if (noted) return <p role="status">{words.noted}</p>;
  const send = () => run(async () => {
    try {
      await client.post('/v1/recovery/case-factor', { token, code: code.replace(/\s/g, '') });
    } catch (refused) {
      const text = refused instanceof Refusal ? words.problems[refused.slug] : undefined;
      throw text === undefined ? refused : new Told(text);
    }
    setNoted(true);
    await added();
  });
  return (
    <fieldset>
      <legend>{words.title}</legend>
      <p class="soft">{words.why}</p>
      <Form go={send} failure={failure}>
        <Field label={words.code} name="app-code" value={code} set={setCode} autocomplete="one-time-code" most={7} />
        <button disabled={busy}>{words.send}</button>
      </Form>
    </fieldset>
  );
}
