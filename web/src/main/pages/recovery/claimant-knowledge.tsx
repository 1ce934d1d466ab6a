import { useState } from 'preact/hooks';
import { client, Refusal, type Schemas } from '../api/client';
import { Choice, Form, Told, useAction } from '../ui/parts';
import { useQuestionWords } from '../words/questions/words';

/** Months to choose from, this one among them. */
const MONTHS = 24;

interface ClaimantKnowledgeProps {
  readonly token: string;
  readonly offered: Schemas['RecoveryKnowledgeOffer'];
  readonly added: () => Promise<void>;
}

/** Lets the claimant say, once, what an owner knows of the account. Neither this page nor the API says whether it is true. */
export function ClaimantKnowledge({ token, offered, added }: ClaimantKnowledgeProps) {
  const [month, setMonth] = useState('');
  const [band, setBand] = useState('');
  const [noted, setNoted] = useState(false);
  const { busy, failure, run } = useAction();
  const words = useQuestionWords()?.knowledge;
  if (words === undefined) return null;
  if (noted) return <p role="status">{words.noted}</p>;
  const send = () => run(async () => {
    try {
      await client.post('/v1/recovery/case-knowledge', { token, ...(month && { lastSignIn: month }), ...(band && { balanceAtLeast: band }) });
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
        <Choice label={words.lastSignIn} value={month} set={setMonth} of={[['', words.unsure], ...months()]} />
        {offered.balanceBands ? <Choice label={words.balance} value={band} set={setBand} of={[['', words.unsure], ...bands(offered.balanceBands)]} /> : null}
        <button disabled={busy || (month === '' && band === '')}>{words.send}</button>
      </Form>
    </fieldset>
  );
}

function months(): (readonly [string, string])[] {
  const name = new Intl.DateTimeFormat(document.documentElement.lang, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const now = new Date();
  return Array.from({ length: MONTHS }, (_, back) => {
    const begin = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back));
    return [begin.toISOString().slice(0, 7), name.format(begin)] as const;
  });
}

function bands({ unit, atLeast }: Schemas['RecoveryBalanceBands']): (readonly [string, string])[] {
  const amount = (text: string) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 8 }).format(Number(text));
  return atLeast.map((from, at) => [from, at + 1 < atLeast.length ? `${amount(from)} – ${amount(atLeast[at + 1]!)} ${unit}` : `≥ ${amount(from)} ${unit}`] as const);
}
